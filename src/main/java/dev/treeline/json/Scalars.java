package dev.treeline.json;

import java.io.IOException;
import java.util.Arrays;

/// Reads strings, numbers and words into one buffer of characters.
final class Scalars {
  static final int MAX_TEXT = 1 << 20;
  static final int MAX_DIGITS = 1000;

  // For the sign, the point, the exponent's letter and its sign.
  private static final int ROOM = 4;

  private static final String QUOTE = "the quote that ends a string";

  private final ByteSource in;

  private char[] text = new char[128];

  private int used;

  /// How many digits the number may still have.
  private int digitsLeft;

  Scalars(ByteSource in) {
    this.in = in;
  }

  char[] text() {
    return text;
  }

  int length() {
    return used;
  }

  /// Reads a string up to and with its closing quote; the opening one is taken.
  ///
  /// @param keep whether its characters are asked for; they mean nothing if not
  void string(boolean keep) throws IOException {
    used = 0;
    while (true) {
      if (in.at == in.end && !in.fill()) {
        throw in.unexpected(QUOTE);
      }
      plainRun();
      if (in.at < in.end) {
        byte b = in.bytes[in.at];
        if (b == '"') {
          if (keep && used > MAX_TEXT) {
            throw tooLong();
          }
          in.at++;
          return;
        }
        // Two characters at most, for a pair of surrogates.
        reserve(keep);
        if (b == '\\') {
          in.at++;
          text[used++] = escaped();
        } else if (b < 0) {
          multiByte(b & 0xFF);
        } else if (b < ' ') {
          throw in.malformed("the control character " + ByteSource.hex(b) + " in a string");
        }
      }
    }
  }

  /// Copies what stands for itself, as far as bytes are at hand and there is room.
  private void plainRun() {
    byte[] bytes = in.bytes;
    char[] into = text;
    int to = used;
    int at = in.at;
    int limit = at + Math.min(in.end - at, into.length - to);
    while (at < limit) {
      byte b = bytes[at];
      if (b < ' ' || b == '"' || b == '\\') {
        break;
      }
      into[to++] = (char) b;
      at++;
    }
    in.at = at;
    used = to;
  }

  private void reserve(boolean keep) throws IOException {
    if (used + 2 > text.length) {
      if (!keep) {
        used = 0;
      } else if (used >= MAX_TEXT) {
        throw tooLong();
      } else {
        text = Arrays.copyOf(text, Math.min(2 * text.length, MAX_TEXT + 1));
      }
    }
  }

  private MalformedJsonException tooLong() {
    return in.malformed("a string of more than " + MAX_TEXT + " characters");
  }

  private char escaped() throws IOException {
    int c = in.peek();
    char meant =
        switch (c) {
          case '"', '\\', '/' -> (char) c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> 0;
          default -> throw in.unexpected("one of \"\\/bfnrtu after a backslash");
        };
    in.at++;
    return c == 'u' ? unit() : meant;
  }

  private char unit() throws IOException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = in.peek() < 0 ? -1 : Character.digit(in.peek(), 16);
      if (digit < 0) {
        throw in.unexpected("a hexadecimal digit");
      }
      unit = (unit << 4) | digit;
      in.at++;
    }
    return (char) unit;
  }

  /// Reads one character that is not ASCII, by the table of RFC 3629, section 4.
  private void multiByte(int first) throws IOException {
    int more = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    if (more == 0) {
      throw in.malformed("bytes that are not UTF-8: " + ByteSource.hex(first));
    }
    in.at++;
    int c = first & (0x3F >> more);
    for (int i = 0; i < more; i++) {
      int next = in.peek();
      if ((next & 0xC0) != 0x80 || next < 0) {
        throw next < 0
            ? in.unexpected(QUOTE)
            : in.malformed("bytes that are not UTF-8: " + ByteSource.hex(next));
      }
      c = (c << 6) | (next & 0x3F);
      in.at++;
    }
    boolean shortest = more == 1 || c >= (more == 2 ? 0x800 : 0x1_0000);
    if (!shortest || c > Character.MAX_CODE_POINT || c >> 11 == 0x1B) {
      throw in.malformed("bytes that are not UTF-8: U+" + Integer.toHexString(c));
    }
    used += Character.toChars(c, text, used);
  }

  /// Reads a number that begins with a digit or a minus, or an infinity that begins with a minus.
  JsonToken number(int first) throws IOException {
    used = 0;
    digitsLeft = MAX_DIGITS;
    if (first == '-') {
      in.at++;
      text[used++] = '-';
      if (in.peek() == 'I') {
        return word("Infinity", JsonToken.DECIMAL);
      }
    }
    int start = used;
    digits();
    if (used > start + 1 && text[start] == '0') {
      throw in.malformed("a number that begins with 0");
    }
    JsonToken kind = JsonToken.INTEGER;
    int c = in.peek();
    if (c == '.') {
      take(c);
      digits();
      c = in.peek();
      kind = JsonToken.DECIMAL;
    }
    if (c == 'e' || c == 'E') {
      take(c);
      c = in.peek();
      if (c == '+' || c == '-') {
        take(c);
      }
      digits();
      kind = JsonToken.DECIMAL;
    }
    return kind;
  }

  private void take(int c) {
    text[used++] = (char) c;
    in.at++;
  }

  /// Takes digits, at least one, and leaves room for what may stand between them and others.
  private void digits() throws IOException {
    int start = used;
    int to = used;
    int most = used + digitsLeft;
    char[] into = text;
    while (in.at < in.end || in.fill()) {
      byte[] bytes = in.bytes;
      int at = in.at;
      int limit = at + Math.min(in.end - at, Math.min(most, into.length - ROOM) - to);
      while (at < limit && isDigit(bytes[at])) {
        into[to++] = (char) bytes[at++];
      }
      in.at = at;
      if (at < in.end) {
        if (!isDigit(bytes[at])) {
          break;
        }
        if (to == most) {
          throw in.malformed("a number of more than " + MAX_DIGITS + " digits");
        }
        text = Arrays.copyOf(text, MAX_DIGITS + 2 * ROOM);
        into = text;
      }
    }
    used = to;
    digitsLeft = most - to;
    if (used == start) {
      throw in.unexpected("a digit");
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// Reads `+Infinity`.
  JsonToken plus() throws IOException {
    used = 0;
    take('+');
    return word("Infinity", JsonToken.DECIMAL);
  }

  /// Reads a word from its start.
  JsonToken startWord(String word, JsonToken token) throws IOException {
    used = 0;
    return word(word, token);
  }

  private JsonToken word(String word, JsonToken token) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      if (in.peek() != word.charAt(i)) {
        throw in.unexpected("the word " + word);
      }
      take(word.charAt(i));
    }
    return token;
  }
}
