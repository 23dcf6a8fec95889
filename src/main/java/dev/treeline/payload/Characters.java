package dev.treeline.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// UTF-8 text from a stream, character by character, strictly: all that stands before malformed
/// bytes is given out first, then [#read] throws. A byte order mark is passed over.
final class Characters {
  private static final int CHUNK = 8192;

  // Enough for a request of a few rows; clearing a large buffer takes longer than to read those.
  private static final int SMALL = 1024;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes;
  private final char[] chars;
  private int position;
  private int limit;
  private boolean ended;
  private @Nullable CoderResult problem;

  Characters(InputStream in) throws IOException {
    this.in = in;
    int known = in.available();
    int chunk = known > 0 && known < SMALL ? SMALL : CHUNK;
    bytes = ByteBuffer.allocate(chunk).limit(0);
    chars = new char[chunk];
    fill();
    if (limit > 0 && chars[0] == BYTE_ORDER_MARK) {
      position++;
    }
  }

  /// The next character, or -1 at the end.
  ///
  /// @throws java.nio.charset.CharacterCodingException if the bytes here are not UTF-8
  int read() throws IOException {
    if (position == limit && !more()) {
      return -1;
    }
    return chars[position++];
  }

  /// Passes over the next character if it is this one.
  void skip(char c) throws IOException {
    if ((position < limit || more()) && chars[position] == c) {
      position++;
    }
  }

  /// What comes next, without taking it: at least one character unless the text ends here, at most
  /// as many as are at hand.
  String ahead(int most) {
    return new String(chars, position, Math.min(most, limit - position));
  }

  private boolean more() throws IOException {
    if (problem != null) {
      problem.throwException();
    }
    position = 0;
    limit = 0;
    fill();
    if (limit == 0 && problem != null) {
      problem.throwException();
    }
    return limit > 0;
  }

  /// Decodes until the buffer is full, the text ends or is malformed.
  private void fill() throws IOException {
    CharBuffer free = CharBuffer.wrap(chars);
    while (true) {
      CoderResult result = decoder.decode(bytes, free, ended);
      if (result.isError()) {
        problem = result;
      }
      if (result.isError() || result.isOverflow() || ended) {
        break;
      }
      load();
    }
    limit = free.position();
  }

  private void load() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
  }
}
