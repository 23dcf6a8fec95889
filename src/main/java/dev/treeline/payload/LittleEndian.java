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
}
