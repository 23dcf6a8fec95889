/// Two profiles to findings; pure maths.
@NullMarked
package dev.treeline.drift;

import org.jspecify.annotations.NullMarked;
