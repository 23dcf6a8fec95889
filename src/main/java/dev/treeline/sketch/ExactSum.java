package dev.treeline.sketch;

import java.math.BigInteger;
import java.util.Arrays;

/// A sum of doubles without rounding: any order and any split give the same bits.
///
/// Adding costs a few integer operations; [#value()] rounds once, to the nearest double. Infinities
/// are counted apart and make the sum infinite, or `NaN` when both signs came. Not thread-safe.
public final class ExactSum implements Mergeable<ExactSum> {
  // A fixed-point number in units of 2^-1074, the smallest double, in signed digits of 32 bits: 66
  // digits reach 2^1024, two more take the carries of 2^63 summands. A digit sits in a long, so
  // that
  // 2^30 summands fit before carries must move up.
  private static final int DIGITS = 68;
  static final int UNIT = -1074;
  private static final long MASK = 0xFFFF_FFFFL;
  private static final int CARRY_AFTER = 1 << 30;

  private final long[] digits = new long[DIGITS];
  private int sinceCarry;
  private long positiveInfinities;
  private long negativeInfinities;

  /// Adds one value.
  ///
  /// @throws IllegalArgumentException if it is `NaN`, which is no number to add
  public void add(double x) {
    if (!Double.isFinite(x)) {
      addInfinity(x);
      return;
    }
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long mantissa = bits & 0xF_FFFF_FFFF_FFFFL;
    int shift = 0;
    if (exponent > 0) {
      mantissa |= 1L << 52;
      shift = exponent - 1;
    }
    addUnits(bits < 0 ? -mantissa : mantissa, shift);
  }

  /// Adds `number * 2^shift` of the smallest double.
  ///
  /// @param number not the smallest long
  /// @param shift 0 to 2046
  void addUnits(long number, int shift) {
    long size = Math.abs(number);
    int at = shift >>> 5;
    int low = shift & 31;
    long first = (size << low) & MASK;
    long second = (size >>> (32 - low)) & MASK;
    long third = low == 0 ? 0 : size >>> (64 - low);
    long sign = number >> 63;
    digits[at] += (first ^ sign) - sign;
    digits[at + 1] += (second ^ sign) - sign;
    digits[at + 2] += (third ^ sign) - sign;
    if (++sinceCarry == CARRY_AFTER) {
      carry();
    }
  }

  /// Adds a value's square, exactly unless it overflows or loses bits below 2^-1074.
  public void addSquare(double x) {
    double high = x * x;
    add(high);
    if (Double.isFinite(high)) {
      add(Math.fma(x, x, -high));
    }
  }

  /// The sum, rounded once to the nearest double, ties to even; 0 when nothing was added.
  public double value() {
    if (positiveInfinities > 0) {
      return negativeInfinities > 0 ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    return negativeInfinities > 0 ? Double.NEGATIVE_INFINITY : rounded(units(), UNIT);
  }

  @Override
  public ExactSum plus(ExactSum other) {
    carry();
    other.carry();
    var sum = new ExactSum();
    for (int i = 0; i < DIGITS; i++) {
      sum.digits[i] = digits[i] + other.digits[i];
    }
    sum.carry();
    sum.positiveInfinities = positiveInfinities + other.positiveInfinities;
    sum.negativeInfinities = negativeInfinities + other.negativeInfinities;
    return sum;
  }

  /// The finite part in units of 2^-1074.
  BigInteger units() {
    carry();
    var bytes = new byte[(DIGITS - 1) * 4];
    for (int i = 0; i < DIGITS - 1; i++) {
      int end = bytes.length - 4 * i;
      bytes[end - 1] = (byte) digits[i];
      bytes[end - 2] = (byte) (digits[i] >>> 8);
      bytes[end - 3] = (byte) (digits[i] >>> 16);
      bytes[end - 4] = (byte) (digits[i] >>> 24);
    }
    var top = BigInteger.valueOf(digits[DIGITS - 1]).shiftLeft(32 * (DIGITS - 1));
    return top.add(new BigInteger(1, bytes));
  }

  /// `number * 2^exponent` rounded once, for exponents of -1074 and below.
  static double rounded(BigInteger number, int exponent) {
    BigInteger size = number.abs();
    // 62 leading bits with a sticky one below them round to 53 exactly once.
    int drop = Math.max(0, size.bitLength() - 62);
    long lead = size.shiftRight(drop).longValueExact();
    if (drop > 0 && size.getLowestSetBit() < drop) {
      lead |= 1;
    }
    double value = Math.scalb((double) lead, drop + exponent);
    return number.signum() < 0 ? -value : value;
  }

  private void addInfinity(double x) {
    if (Double.isNaN(x)) {
      throw new IllegalArgumentException("sum: found NaN, expected a number");
    }
    if (x > 0) {
      positiveInfinities++;
    } else {
      negativeInfinities++;
    }
  }

  /// Brings all digits but the signed top one into 0..2^32-1, which makes the form unique.
  private void carry() {
    for (int i = 0; i < DIGITS - 1; i++) {
      digits[i + 1] += digits[i] >> 32;
      digits[i] &= MASK;
    }
    sinceCarry = 0;
  }

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof ExactSum other)) {
      return false;
    }
    carry();
    other.carry();
    return Arrays.equals(digits, other.digits)
        && positiveInfinities == other.positiveInfinities
        && negativeInfinities == other.negativeInfinities;
  }

  @Override
  public int hashCode() {
    carry();
    return Arrays.hashCode(digits);
  }

  @Override
  public String toString() {
    return Double.toString(value());
  }
}
