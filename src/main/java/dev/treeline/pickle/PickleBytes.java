package dev.treeline.pickle;

import dev.treeline.booster.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of a pickle, read forward. No length is believed before that many bytes are known to
/// follow; a complaint says the file and the byte of the instruction it is about.
final class PickleBytes {
  private static final int SHOWN = 80;

  private final String fileName;
  private final byte[] bytes;
  private final ByteBuffer in;
  private int instruction;

  /// @param fileName for complaints
  PickleBytes(String fileName, byte[] bytes) {
    this.fileName = fileName;
    this.bytes = bytes;
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The next instruction's code.
  int instruction() {
    instruction = in.position();
    return unsigned8();
  }

  /// Where the instruction stands that is being followed.
  int at() {
    return instruction;
  }

  int unsigned8() {
    need(1);
    return Byte.toUnsignedInt(in.get());
  }

  int unsigned16() {
    need(2);
    return Short.toUnsignedInt(in.getShort());
  }

  int signed32() {
    need(4);
    return in.getInt();
  }

  void skip(int count) {
    need(count);
    in.position(in.position() + count);
  }

  /// A length of `width` bytes (1, 4 or 8), when as much follows it.
  int length(int width) {
    long claim =
        switch (width) {
          case 1 -> unsigned8();
          case 4 -> Integer.toUnsignedLong(signed32());
          default -> {
            need(8);
            yield in.getLong();
          }
        };
    if (claim < 0 || claim > in.remaining()) {
      throw wrong(
          "a length of " + Long.toUnsignedString(claim),
          "at most the " + in.remaining() + " bytes that follow");
    }
    return (int) claim;
  }

  /// As many bytes as the length before them says.
  byte[] counted(int width) {
    var taken = new byte[length(width)];
    in.get(taken);
    return taken;
  }

  /// As much UTF-8 as the length before it says.
  String utf8(int width) {
    int length = length(width);
    ByteBuffer text = in.slice(in.position(), length);
    skip(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException _) {
      throw wrong("bytes that are no UTF-8", "a text in UTF-8");
    }
  }

  /// The bytes up to the next line feed, which is passed.
  byte[] line() {
    int start = in.position();
    int end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end == bytes.length) {
      throw wrong("the end of the file", "a line feed");
    }
    in.position(end + 1);
    return Arrays.copyOfRange(bytes, start, end);
  }

  /// A line of at most 80 characters, for a number or the like.
  String shortLine() {
    byte[] line = line();
    String text = new String(line, StandardCharsets.ISO_8859_1);
    if (line.length > SHOWN) {
      throw wrong("\"" + shown(text) + "\"", "at most " + SHOWN + " characters");
    }
    return text;
  }

  /// Sees to it that all was read.
  void end() {
    if (in.hasRemaining()) {
      throw wrong(
          in.remaining() + " bytes after the pickle's end", "a file that holds one pickle only");
    }
  }

  ModelFormatException wrong(String found, String expected) {
    return wrong(instruction, found, expected);
  }

  ModelFormatException wrong(int at, String found, String expected) {
    return new ModelFormatException(fileName + " byte " + at, found, expected);
  }

  /// A text from the file as it may be shown: of bounded length, without control characters.
  static String shown(String text) {
    String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return start.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }

  private void need(int count) {
    if (in.remaining() < count) {
      throw wrong("the end of the file", "an instruction that is complete, and at last STOP");
    }
  }
}
