package dev.treeline.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A text that most lines have in common: it is made once, and again only where the bytes differ.
final class PlainText {
  private byte[] bytes = {};
  private String text = "";

  void clear() {
    if (!text.isEmpty()) {
      bytes = new byte[0];
      text = "";
    }
  }

  /// Takes a text.
  ///
  /// @param line ASCII from `start` up to `end`
  void set(byte[] line, int start, int end) {
    if (!Arrays.equals(line, start, end, bytes, 0, bytes.length)) {
      bytes = Arrays.copyOfRange(line, start, end);
      text = new String(bytes, StandardCharsets.US_ASCII);
    }
  }

  String text() {
    return text;
  }
}
