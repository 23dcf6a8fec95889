package dev.treeline.kernel;

/// How numbers are packed so that a split is one subtraction.
///
/// ```text
/// node   62 … 31  threshold, a signed integer that orders as the float does, less one
///        30 …  0  where to look and where to go, as the block says; never negative
/// key    62 … 31  the row's value, likewise;  30 … 0  zero
/// ```
///
/// `node - key` is negative exactly when the value is not less than the threshold, so its sign bit
/// is 1 to go right and 0 to go left. Both lie within ±2^62: the difference cannot overflow.
final class Node {
  /// Bits below the threshold.
  static final int SHIFT = 31;

  /// The key that goes left everywhere: of a missing value where missing goes left, and what a leaf
  /// looks at to stay where it is.
  static final long LEAST = (long) Integer.MIN_VALUE << SHIFT;

  /// The key that goes right everywhere: of a missing value where missing goes right.
  static final long GREATEST = (long) Integer.MAX_VALUE << SHIFT;

  private Node() {}

  /// An integer that orders as the float does: `x < y` exactly when `order(x) < order(y)`, for all
  /// but NaN; the two zeros have one number. All lie well within the extreme integers.
  static int order(float x) {
    int bits = Float.floatToRawIntBits(x);
    int sign = bits >> 31;
    return ((bits & Integer.MAX_VALUE) ^ sign) - sign;
  }

  static long key(float x) {
    return (long) order(x) << SHIFT;
  }

  /// The greatest number that goes left. Nothing is less than NaN, but a missing value, of the
  /// least key, still may go left.
  static int threshold(float condition) {
    return Float.isNaN(condition) ? Integer.MIN_VALUE : order(condition) - 1;
  }

  /// @param low 0 to 2^31 - 1
  static long of(int high, int low) {
    return (long) high << SHIFT | low;
  }

  /// What [#of] was given as `high`.
  static int high(long node) {
    return (int) (node >> SHIFT);
  }
}
