/// One HTTP event in, one reply out.
@NullMarked
package dev.treeline.request;

import org.jspecify.annotations.NullMarked;
