package dev.treeline.event;

import java.nio.charset.StandardCharsets;

/// Percent-encoded text (RFC 3986, section 2.1) as the text it stands for. A percent sign without
/// two hexadecimal digits stands for itself.
final class PercentText {
  private PercentText() {}

  /// A path: a plus sign is a plus sign.
  static String ofPath(String text) {
    return text.indexOf('%') < 0 ? text : decoded(text);
  }

  /// A name or a value of a query: a plus sign is a blank.
  static String ofQuery(String text) {
    return ofPath(text.indexOf('+') < 0 ? text : text.replace('+', ' '));
  }

  private static String decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low < 0) {
        bytes[at++] = bytes[i];
      } else {
        bytes[at++] = (byte) ((high << 4) | low);
        i += 2;
      }
    }
    return new String(bytes, 0, at, StandardCharsets.UTF_8);
  }
}
