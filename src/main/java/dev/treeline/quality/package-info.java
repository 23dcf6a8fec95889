/// Predictions and labels to quality metrics; pure maths.
@NullMarked
package dev.treeline.quality;

import org.jspecify.annotations.NullMarked;
