package dev.treeline.pickle;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/// The two ways in which protocol 0 writes a text on one line.
final class PickleText {
  private PickleText() {}

  /// Latin-1 with escapes of `u` and 4 or `U` and 8 hexadecimal digits; a backslash before anything
  /// else stands for itself.
  static String unicode(byte[] line, PickleBytes in) {
    var text = new StringBuilder(line.length);
    int i = 0;
    while (i < line.length) {
      int letter = i + 1 < line.length ? line[i + 1] : 0;
      if (line[i] != '\\') {
        text.append((char) Byte.toUnsignedInt(line[i]));
        i++;
      } else if (letter != 'u' && letter != 'U') {
        // Both pass, so that the second of two backslashes starts nothing.
        text.append('\\');
        i++;
        if (i < line.length) {
          text.append((char) Byte.toUnsignedInt(line[i]));
          i++;
        }
      } else {
        int digits = letter == 'u' ? 4 : 8;
        int code = hex(line, i + 2, digits, in);
        if (!Character.isValidCodePoint(code)) {
          throw in.wrong("a character past U+10FFFF", "one of Unicode's");
        }
        text.appendCodePoint(code);
        i += 2 + digits;
      }
    }
    return text.toString();
  }

  /// A text of Python 2 between quotes, with the escapes that `repr` writes.
  static byte[] quoted(byte[] line, PickleBytes in) {
    int last = line.length - 1;
    boolean quotes = last > 0 && (line[0] == '\'' || line[0] == '"') && line[0] == line[last];
    if (!quotes) {
      throw in.wrong("a text without quotes", "a text between quotes");
    }
    var bytes = new ByteArrayOutputStream(line.length);
    int i = 1;
    while (i < last) {
      if (line[i] != '\\') {
        bytes.write(line[i]);
        i++;
      } else if (i + 1 == last) {
        throw in.wrong("a backslash before the closing quote", "an escape");
      } else if (line[i + 1] == 'x') {
        bytes.write(hex(line, i + 2, 2, in));
        i += 4;
      } else {
        bytes.write(escaped(line[i + 1], in));
        i += 2;
      }
    }
    return bytes.toByteArray();
  }

  private static int escaped(byte letter, PickleBytes in) {
    return switch (letter) {
      case '\\', '\'', '"' -> letter;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default ->
          throw in.wrong(
              "the escape \\" + PickleBytes.shown("" + (char) Byte.toUnsignedInt(letter)),
              "\\\\, \\', \\\", \\n, \\r, \\t or \\x and two hexadecimal digits");
    };
  }

  private static int hex(byte[] line, int from, int digits, PickleBytes in) {
    if (from + digits > line.length) {
      throw in.wrong("an escape cut short", digits + " hexadecimal digits");
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      if (!HexFormat.isHexDigit(line[i])) {
        throw in.wrong("an escape that is not hexadecimal", digits + " hexadecimal digits");
      }
      value = value << 4 | HexFormat.fromHexDigit(line[i]);
    }
    return value;
  }
}
