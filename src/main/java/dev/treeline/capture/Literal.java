package dev.treeline.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// ASCII characters that a line is compared with.
final class Literal {
  private final byte[] bytes;

  private Literal(byte[] bytes) {
    this.bytes = bytes;
  }

  static Literal of(String ascii) {
    return new Literal(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  int length() {
    return bytes.length;
  }

  /// Whether these characters stand there.
  ///
  /// @param line with room for [#length()] bytes from `at` on
  boolean isAt(byte[] line, int at) {
    return Arrays.equals(line, at, at + bytes.length, bytes, 0, bytes.length);
  }
}
