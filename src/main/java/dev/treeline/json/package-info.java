/// JSON as a request needs it, read token by token and written string by string.
///
/// It is not for trees or for data binding. What a cold start pays for a library that does all of
/// that is more than its first request takes altogether; this is a handful of small classes.
@NullMarked
package dev.treeline.json;

import org.jspecify.annotations.NullMarked;
