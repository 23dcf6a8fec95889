package dev.treeline.sketch;

import java.util.Arrays;

/// Exact sums of some numbers and of their squares: one of each for every exponent, which is an
/// integer then. Adding to these takes far fewer steps than adding to an [ExactSum], into which
/// they go after a block of numbers.
///
/// Radford Neal, *Fast exact summation using small and large superaccumulators* (2015), sums by
/// exponent in the same way. Not thread-safe.
final class ExponentSums {
  // Exponents, as a double's bits have them, of which a square neither overflows nor loses bits.
  private static final int LOWEST = 600;
  private static final int SPAN = 900;

  private static final int FRACTION = 52;
  private static final long FRACTION_BITS = (1L << FRACTION) - 1;
  private static final long MANTISSA_BITS = (1L << 53) - 1;

  // Of each exponent: the signed mantissas, the lower 53 bits of their squares, the upper ones. All
  // are below 2^53, so that 512 of them fit by far.
  private final long[] sums = new long[3 * SPAN];
  private int first;
  private int last;
  private double min;
  private double max;
  private int added;

  /// Begins anew.
  void clear() {
    if (first <= last) {
      Arrays.fill(sums, 3 * first, 3 * last + 3, 0);
    }
    first = SPAN;
    last = -1;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    added = 0;
  }

  /// Adds a block; zeros are numbers like others.
  ///
  /// @param rest receives what is too large or too small for this, if only to be squared
  void add(NumberBlock block, NumberSummary rest) {
    double[] values = block.values;
    int lowest = first;
    int highest = last;
    for (int i = 0; i < block.size; i++) {
      double x = values[i];
      long bits = Double.doubleToRawLongBits(x);
      int exponent = ((int) (bits >>> FRACTION) & 0x7FF) - LOWEST;
      if (exponent >= 0 && exponent < SPAN) {
        long mantissa = (bits & FRACTION_BITS) | (1L << FRACTION);
        long sign = bits >> 63;
        long low = mantissa * mantissa;
        long high = Math.multiplyHigh(mantissa, mantissa);
        sums[3 * exponent] += (mantissa ^ sign) - sign;
        sums[3 * exponent + 1] += low & MANTISSA_BITS;
        sums[3 * exponent + 2] += high << 11 | low >>> 53;
        lowest = Math.min(lowest, exponent);
        highest = Math.max(highest, exponent);
      } else if (x != 0) {
        rest.add(x);
        continue;
      }
      added++;
      min = x < min ? x : min;
      max = x > max ? x : max;
    }
    first = lowest;
    last = highest;
  }

  /// Adds what was summed to the exact sums.
  void addTo(ExactSum sum, ExactSum squares) {
    for (int e = first; e <= last; e++) {
      int shift = e + LOWEST - 1;
      sum.addUnits(sums[3 * e], shift);
      squares.addUnits(sums[3 * e + 1], 2 * shift + ExactSum.UNIT);
      squares.addUnits(sums[3 * e + 2], 2 * shift + ExactSum.UNIT + 53);
    }
  }

  /// Numbers that were added here, the rest left out.
  int added() {
    return added;
  }

  /// The smallest of them.
  double min() {
    return min + 0.0; // -0.0 becomes 0.0
  }

  /// The largest of them.
  double max() {
    return max + 0.0;
  }
}
