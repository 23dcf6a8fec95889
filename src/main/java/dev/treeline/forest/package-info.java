/// Model bytes to scores: XGBoost's file is read, checked, compiled to flat arrays and run.
@NullMarked
package dev.treeline.forest;

import org.jspecify.annotations.NullMarked;
