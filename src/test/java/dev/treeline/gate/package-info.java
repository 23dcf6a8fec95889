@NullMarked
package dev.treeline.gate;

import org.jspecify.annotations.NullMarked;
