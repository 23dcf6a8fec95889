/// Calls to AWS for which no client of the SDK is carried along.
@NullMarked
package dev.treeline.aws;

import org.jspecify.annotations.NullMarked;
