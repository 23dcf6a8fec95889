/// One Lambda event to HTTP requests, and their replies back into the shape that asked.
@NullMarked
package dev.treeline.event;

import org.jspecify.annotations.NullMarked;
