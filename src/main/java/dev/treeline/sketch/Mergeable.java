package dev.treeline.sketch;

import java.io.Serializable;

/// A summary that can be built in pieces and put together afterwards.
///
/// Implementations keep these laws, and `MergeLawsTest` tests each of them against all of them:
/// - an empty summary changes nothing: `a + empty = a`;
/// - order and grouping change nothing: `a + b = b + a`, `(a + b) + c = a + (b + c)`, bit for bit;
/// - merging equals having seen both streams;
/// - neither operand changes.
///
/// [KllSketch] alone is exempt from the second and third: it keeps them for counts exactly, for
/// ranks to within its documented error.
///
/// Implementations that are filled by `add…` methods are not thread-safe: fill one per thread, then
/// merge.
///
/// What is filled so far can be put away and filled further later, bit for bit: that is what
/// [Serializable] is for here, within one version of the program.
///
/// @param <T> the implementing type itself
public interface Mergeable<T extends Mergeable<T>> extends Serializable {
  /// The summary of both streams; a new value that shares no state with either.
  ///
  /// @throws IllegalArgumentException if the two were set up differently, naming the difference
  T plus(T other);
}
