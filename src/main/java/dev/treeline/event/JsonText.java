package dev.treeline.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The text of JSON strings (RFC 8259, section 7), from the bytes between their quotes to UTF-8.
///
/// An escape that is none stands for the character after its backslash, half of a surrogate pair
/// for a question mark: the gateways send neither, and nothing is worth failing for.
final class JsonText {
  private JsonText() {}

  /// The text between two positions.
  static String of(byte[] json, int from, int to) {
    if (!isEscaped(json, from, to)) {
      return new String(json, from, to - from, StandardCharsets.UTF_8);
    }
    return new String(unescaped(json, from, to), StandardCharsets.UTF_8);
  }

  /// Whether there is a backslash, so that the bytes are not the text.
  static boolean isEscaped(byte[] json, int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// Bytes of the text in UTF-8, without making it.
  static int length(byte[] json, int from, int to) {
    int length = to - from;
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        int taken = escapeLength(json, i, to);
        length -= taken - utf8Length(codePoint(json, i, taken));
        i += taken - 1;
      }
    }
    return length;
  }

  /// The text in UTF-8, in an array of its own.
  static byte[] unescaped(byte[] json, int from, int to) {
    byte[] text = new byte[length(json, from, to)];
    int at = 0;
    int i = from;
    while (i < to) {
      byte b = json[i];
      if (b == '\\') {
        int taken = escapeLength(json, i, to);
        at = put(codePoint(json, i, taken), text, at);
        i += taken;
      } else {
        text[at++] = b;
        i++;
      }
    }
    return at == text.length ? text : Arrays.copyOf(text, at);
  }

  /// Bytes that the escape at a backslash takes: 2, 6, 12 for a surrogate pair, 1 at the very end.
  private static int escapeLength(byte[] json, int at, int to) {
    if (at + 1 >= to) {
      return 1;
    }
    int first = json[at + 1] == 'u' && at + 6 <= to ? unit(json, at + 2) : -1;
    if (first < 0) {
      return 2;
    }
    boolean paired =
        Character.isHighSurrogate((char) first)
            && at + 12 <= to
            && json[at + 6] == '\\'
            && json[at + 7] == 'u'
            && isLowSurrogate(unit(json, at + 8));
    return paired ? 12 : 6;
  }

  private static boolean isLowSurrogate(int unit) {
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }

  private static int codePoint(byte[] json, int at, int taken) {
    if (taken == 12) {
      return Character.toCodePoint((char) unit(json, at + 2), (char) unit(json, at + 8));
    }
    if (taken == 6) {
      int unit = unit(json, at + 2);
      return Character.isSurrogate((char) unit) ? '?' : unit;
    }
    if (taken == 1) {
      return '\\';
    }
    return switch (json[at + 1]) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> json[at + 1] & 0x7F;
    };
  }

  /// Four hexadecimal digits, or -1 where there are others.
  private static int unit(byte[] json, int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }

  private static int utf8Length(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
  }

  private static int put(int codePoint, byte[] text, int from) {
    int at = from;
    switch (utf8Length(codePoint)) {
      case 1 -> text[at++] = (byte) codePoint;
      case 2 -> text[at++] = (byte) (0xC0 | (codePoint >> 6));
      case 3 -> {
        text[at++] = (byte) (0xE0 | (codePoint >> 12));
        text[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      }
      default -> {
        text[at++] = (byte) (0xF0 | (codePoint >> 18));
        text[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        text[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      }
    }
    if (codePoint >= 0x80) {
      text[at++] = (byte) (0x80 | (codePoint & 0x3F));
    }
    return at;
  }
}
