/// One scored request as one line, written and read by the same class, and where lines go.
@NullMarked
package dev.treeline.capture;

import org.jspecify.annotations.NullMarked;
