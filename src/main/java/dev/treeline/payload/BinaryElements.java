package dev.treeline.payload;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The values of a tensor that follows the JSON of its body as bytes: little-endian, row by row;
/// `BYTES` each as `u32 length` and so many bytes of UTF-8.
final class BinaryElements implements Elements {
  private final byte[] body;
  private final int from;
  private final Datatype type;
  private int at;

  private BinaryElements(byte[] body, int from, Datatype type) {
    this.body = body;
    this.from = from;
    this.type = type;
    at = from;
  }

  /// @param count how many values there must be
  /// @param path of the tensor, for messages
  /// @throws PayloadException if the bytes are not as many as the values need
  static BinaryElements of(byte[] body, Span span, Datatype type, long count, String path) {
    if (type == Datatype.BYTES) {
      walk(body, span, count, path);
    } else if (count != span.length() / type.size() || span.length() % type.size() != 0) {
      throw new PayloadException(
          path + ".parameters.binary_data_size",
          Integer.toString(span.length()),
          Math.multiplyHigh(count, type.size()) == 0 && count * type.size() >= 0
              ? count * type.size() + ", for " + count + " values of " + type
              : "what " + count + " values of " + type + " take");
    }
    return new BinaryElements(body, span.from(), type);
  }

  /// Where a tensor's bytes stand in the body.
  record Span(int from, int length) {}

  private static void walk(byte[] body, Span span, long count, String path) {
    int at = span.from();
    int end = at + span.length();
    long seen = 0;
    while (at < end) {
      long length = end - at < 4 ? -1 : LittleEndian.intAt(body, at) & 0xFFFFFFFFL;
      if (length < 0 || length > end - at - 4) {
        throw new PayloadException(
            path + " (binary), value " + seen,
            length < 0 ? end - at + " bytes" : "a length of " + length,
            "a length in 4 bytes and as many bytes of text");
      }
      at += 4 + (int) length;
      seen++;
    }
    if (seen != count) {
      throw new PayloadException(path + " (binary)", seen + " values", count + " by its shape");
    }
  }

  @Override
  public void rewind() {
    at = from;
  }

  @Override
  public void next(Cells cells) {
    if (type != Datatype.BYTES) {
      type.read(body, at, cells);
      at += type.size();
      return;
    }
    int length = LittleEndian.intAt(body, at);
    CharBuffer text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, at + 4, length));
    } catch (CharacterCodingException _) {
      throw new PayloadException(
          cells.nextPlace(), "bytes that are not UTF-8", "UTF-8 text, the name of a category");
    }
    cells.append(text.array(), text.arrayOffset(), text.length());
    cells.endText();
    at += 4 + length;
  }
}
