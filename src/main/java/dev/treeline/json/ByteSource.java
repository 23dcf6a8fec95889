package dev.treeline.json;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Bytes that pass by, and which line they are in. The bytes at hand are those from `at` up to
/// `end`; hot loops go over them, and ask for more at the end.
final class ByteSource {
  private static final int CHUNK = 8192;

  private final @Nullable InputStream in;

  byte[] bytes;
  int at;
  int end;

  /// Bytes that came before index 0 of `bytes`.
  private long before;

  private long line = 1;

  /// Bytes before the line's first.
  private long lineStart;

  /// Where the last carriage return was; a line feed right after it begins no other line.
  private long lastReturn = -2;

  ByteSource(byte[] body, int from, int length) {
    in = null;
    bytes = body;
    at = from;
    end = from + length;
    before = -from;
  }

  /// @param in left open
  ByteSource(InputStream in) {
    this.in = in;
    bytes = new byte[CHUNK];
  }

  /// Gets more bytes when all at hand are taken.
  ///
  /// @return false if there are none
  boolean fill() throws IOException {
    if (in == null) {
      return false;
    }
    before += end;
    at = 0;
    end = 0;
    int count = in.read(bytes, 0, bytes.length);
    if (count == 0) {
      throw new IOException("the stream gave no byte, and did not end");
    }
    end = Math.max(count, 0);
    return count > 0;
  }

  /// The next byte, 0 to 255, without taking it; -1 at the end.
  int peek() throws IOException {
    return at < end || fill() ? bytes[at] & 0xFF : -1;
  }

  /// Takes a byte order mark if one is next; half of one is no JSON anyway.
  void passMark() throws IOException {
    if (peek() == 0xEF) {
      at++;
      boolean marked = peek() == 0xBB;
      at += marked ? 1 : 0;
      if (!marked || peek() != 0xBF) {
        throw malformed("bytes that are not UTF-8");
      }
      at++;
      lineStart = offset();
    }
  }

  /// Takes what is blank.
  ///
  /// @return the byte after it, not taken; -1 at the end
  int passBlank() throws IOException {
    while (at < end || fill()) {
      byte b = bytes[at];
      if (b > ' ' || b < 0) {
        return b & 0xFF;
      }
      if (b == '\n' || b == '\r') {
        newLine(b);
      } else if (b != ' ' && b != '\t') {
        return b;
      }
      at++;
    }
    return -1;
  }

  private void newLine(byte b) {
    long here = offset();
    if (b == '\r' || lastReturn != here - 1) {
      line++;
    }
    if (b == '\r') {
      lastReturn = here;
    }
    lineStart = here + 1;
  }

  /// Bytes taken so far.
  long offset() {
    return before + at;
  }

  long line() {
    return line;
  }

  /// The column of a byte of this line.
  long column(long offset) {
    return offset - lineStart + 1;
  }

  /// A problem with the next byte.
  MalformedJsonException malformed(String problem) {
    return new MalformedJsonException(problem, offset(), line, column(offset()));
  }

  /// The next byte is not what should be there.
  MalformedJsonException unexpected(String expected) throws IOException {
    int found = peek();
    String shown =
        found < 0
            ? "the end"
            : found > ' ' && found <= '~' ? "'" + (char) found + "'" : "the byte " + hex(found);
    return malformed(shown + " in place of " + expected);
  }

  static String hex(int b) {
    return b < 16 ? "0x0" + Integer.toHexString(b) : "0x" + Integer.toHexString(b);
  }
}
