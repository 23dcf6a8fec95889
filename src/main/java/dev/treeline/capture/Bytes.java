package dev.treeline.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks for bytes eight at a time: a long holds them, the first one lowest, and of those that are
/// looked for the highest bit is set. Bits above the lowest one that is set may be wrong, see
/// *Hacker's Delight*, 6-1.
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;

  private Bytes() {}

  /// Where the first line feed is, from `from` on; `to` where there is none before that.
  static int lineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long found = zeros((long) LONGS.get(bytes, i) ^ '\n' * ONES) & TOPS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /// Where the first byte is that does not stand for itself in a JSON text of ASCII: a quote, a
  /// backslash, a control character, or a part of another character; `to` where there is none.
  static int notPlain(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, i);
      long controls = (eight - ' ' * ONES) & ~eight;
      long found =
          (eight | controls | zeros(eight ^ '"' * ONES) | zeros(eight ^ '\\' * ONES)) & TOPS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && isPlain(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\'; // bytes of other characters than ASCII's are negative
  }

  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }
}
