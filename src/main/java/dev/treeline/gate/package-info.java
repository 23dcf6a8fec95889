/// Decides whether a new version of the scoring function may get traffic: the golden rows of its
/// model package, bit by bit, and a sign of life.
@NullMarked
package dev.treeline.gate;

import org.jspecify.annotations.NullMarked;
