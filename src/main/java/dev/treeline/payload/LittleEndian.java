package dev.treeline.payload;

/// Numbers in bytes, least significant byte first.
final class LittleEndian {
  private LittleEndian() {}

  static short shortAt(byte[] bytes, int at) {
    return (short) ((bytes[at] & 0xFF) | bytes[at + 1] << 8);
  }

  static int intAt(byte[] bytes, int at) {
    return (shortAt(bytes, at) & 0xFFFF) | shortAt(bytes, at + 2) << 16;
  }

  static long longAt(byte[] bytes, int at) {
    return (intAt(bytes, at) & 0xFFFFFFFFL) | (long) intAt(bytes, at + 4) << 32;
  }

  /// Puts 4 bytes and says the place behind them.
  static int putFloat(byte[] out, int at, float value) {
    return putInt(out, at, Float.floatToRawIntBits(value));
  }

  /// Puts 4 bytes and says the place behind them.
  static int putInt(byte[] out, int at, int value) {
    out[at] = (byte) value;
    out[at + 1] = (byte) (value >> 8);
    out[at + 2] = (byte) (value >> 16);
    out[at + 3] = (byte) (value >> 24);
    return at + 4;
  }
}
