/// The environment as records, checked as a whole.
@NullMarked
package dev.treeline.settings;

import org.jspecify.annotations.NullMarked;
