package dev.treeline.json;

import java.util.Arrays;

/// Writes one JSON document into memory, without blanks. The caller sees to it that what is opened
/// is closed, and that a value in an object has a name.
///
/// Strings escape what has to be (RFC 8259, section 7), by two characters where there is such an
/// escape, else as `\u001F`. Not thread-safe.
public final class JsonWriter {
  private static final int ROOM = 512;
  private static final String HEX = "0123456789ABCDEF";

  private final boolean escapesPairs;
  private byte[] bytes;
  private int used;

  /// Whether something stands before the next value in its container.
  private boolean follows;

  private JsonWriter(boolean escapesPairs, int room) {
    this.escapesPairs = escapesPairs;
    this.bytes = new byte[room];
  }

  /// A writer of UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes a question mark.
  public static JsonWriter plain() {
    return plain(ROOM);
  }

  /// The same, for a document of about so many bytes.
  public static JsonWriter plain(int room) {
    return new JsonWriter(false, room);
  }

  /// A writer that escapes both halves of surrogate pairs, and single ones too, so that whatever a
  /// string held reads back.
  public static JsonWriter escaping() {
    return new JsonWriter(true, ROOM);
  }

  /// Begins an object.
  public void startObject() {
    separate();
    put('{');
    follows = false;
  }

  /// Ends an object.
  public void endObject() {
    put('}');
    follows = true;
  }

  /// Begins an array.
  public void startArray() {
    separate();
    put('[');
    follows = false;
  }

  /// Ends an array.
  public void endArray() {
    put(']');
    follows = true;
  }

  /// Names the value that comes next.
  public void name(String name) {
    separate();
    string(name);
    put(':');
    follows = false;
  }

  /// Writes a string.
  public void value(String value) {
    separate();
    string(value);
    follows = true;
  }

  /// Writes a whole number.
  public void value(long value) {
    separate();
    ascii(Long.toString(value));
    follows = true;
  }

  /// Writes a number.
  ///
  /// @param value finite: JSON knows no other
  public void value(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON number: found " + value + ", expected a finite one");
    }
    separate();
    ascii(Double.toString(value));
    follows = true;
  }

  /// Writes `true` or `false`.
  public void value(boolean value) {
    separate();
    ascii(value ? "true" : "false");
    follows = true;
  }

  /// Writes a member.
  public void field(String name, String value) {
    name(name);
    value(value);
  }

  /// Writes a member.
  public void field(String name, long value) {
    name(name);
    value(value);
  }

  /// Writes a member.
  ///
  /// @param value finite
  public void field(String name, double value) {
    name(name);
    value(value);
  }

  /// Writes a member.
  public void field(String name, boolean value) {
    name(name);
    value(value);
  }

  /// Ends the line.
  public void newLine() {
    put('\n');
  }

  /// All that was written.
  public byte[] bytes() {
    return Arrays.copyOf(bytes, used);
  }

  private void separate() {
    if (follows) {
      put(',');
    }
  }

  private void put(char c) {
    reserve(1);
    bytes[used++] = (byte) c;
  }

  private void ascii(String text) {
    reserve(text.length());
    plain(text, 0);
  }

  /// There is always room for one byte a character that is left, and for the closing quote.
  private void string(String text) {
    int length = text.length();
    reserve(length + 2);
    bytes[used++] = '"';
    for (int i = 0; i < length; i++) {
      i = plain(text, i);
      if (i < length) {
        char c = text.charAt(i);
        reserve(6 + length - i);
        if (c < 0x80) {
          escape(c);
        } else if (c < 0x800) {
          bytes[used++] = (byte) (0xC0 | (c >> 6));
          continuation(c);
        } else if (!Character.isSurrogate(c)) {
          bytes[used++] = (byte) (0xE0 | (c >> 12));
          continuation(c >> 6);
          continuation(c);
        } else if (escapesPairs) {
          unit(c);
        } else {
          i += pair(c, i + 1 < length ? text.charAt(i + 1) : 0);
        }
      }
    }
    bytes[used++] = '"';
  }

  /// Writes what stands for itself.
  ///
  /// @return where the text goes on with something else, or ends
  private int plain(String text, int from) {
    // In locals: most of what is written passes through here.
    byte[] to = bytes;
    int at = used;
    int i = from;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
        break;
      }
      to[at++] = (byte) c;
    }
    used = at;
    return i;
  }

  /// Writes a surrogate and the one after it, if they are a pair.
  ///
  /// @return how many characters were taken beside the first
  private int pair(char high, char low) {
    if (!Character.isSurrogatePair(high, low)) {
      bytes[used++] = '?';
      return 0;
    }
    int c = Character.toCodePoint(high, low);
    bytes[used++] = (byte) (0xF0 | (c >> 18));
    continuation(c >> 12);
    continuation(c >> 6);
    continuation(c);
    return 1;
  }

  private void continuation(int bits) {
    bytes[used++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void escape(char c) {
    int letter =
        switch (c) {
          case '"', '\\' -> c;
          case '\b' -> 'b';
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\f' -> 'f';
          case '\r' -> 'r';
          default -> 0;
        };
    if (letter == 0) {
      unit(c);
    } else {
      bytes[used++] = '\\';
      bytes[used++] = (byte) letter;
    }
  }

  private void unit(char c) {
    bytes[used++] = '\\';
    bytes[used++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[used++] = (byte) HEX.charAt((c >> shift) & 0xF);
    }
  }

  private void reserve(int more) {
    if (more > bytes.length - used) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + more));
    }
  }
}
