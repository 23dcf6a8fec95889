package dev.treeline.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads up to eight decimal digits at a time, in as many steps whatever they are: a long holds
/// them, the first one lowest, each as its value.
///
/// Daniel Lemire, *Number Parsing at a Gigabyte per Second* (2021), section 5.
final class EightDigits {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ZEROS = 0x3030_3030_3030_3030L;
  private static final long TOPS = 0x8080_8080_8080_8080L;
  // Brings all but 0 to 9 to 128 or more.
  private static final long ABOVE_NINE = 0x7676_7676_7676_7676L;

  private static final int[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private EightDigits() {}

  /// The eight bytes from `from` on; what lies beyond `to` is no digit.
  static long at(byte[] bytes, int from, int to) {
    if (from + Long.BYTES <= to) {
      return (long) LONGS.get(bytes, from) ^ ZEROS;
    }
    long eight = -1;
    for (int i = to - 1; i >= from; i--) {
      eight = eight << 8 | ((bytes[i] ^ '0') & 0xFF);
    }
    return eight;
  }

  /// How many of them are digits, up to the first that is none.
  static int count(long eight) {
    long others = (eight | (eight + ABOVE_NINE)) & TOPS;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /// The number that the first `count` of them are.
  static int value(long eight, int count) {
    if (count == 0) {
      return 0;
    }
    // As if zeros stood before them: pairs, then fours, then all.
    long digits = eight << (Long.SIZE - 8 * count);
    long pairs = digits * 10 + (digits >>> 8);
    long upper = (pairs & 0x0000_00FF_0000_00FFL) * 0x000F_4240_0000_0064L;
    long lower = (pairs >>> 16 & 0x0000_00FF_0000_00FFL) * 0x0000_2710_0000_0001L;
    return (int) ((upper + lower) >>> 32);
  }

  /// Ten to the power of a count.
  static int power(int count) {
    return POWERS[count];
  }
}
