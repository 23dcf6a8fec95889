/// A body and its content type to rows of values, and rows to text.
@NullMarked
package dev.treeline.payload;

import org.jspecify.annotations.NullMarked;
