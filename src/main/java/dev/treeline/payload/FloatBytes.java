package dev.treeline.payload;

/// Numbers into bytes, the least byte first.
final class FloatBytes {
  private FloatBytes() {}

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
