package dev.treeline.payload;

import java.nio.charset.StandardCharsets;

/// Reads one protobuf message off bytes in memory, field by field.
///
/// The bytes are not trusted: every length is held against what is left of the message, and a
/// varint ends after ten bytes. (protobuf.dev, Encoding.) Not thread-safe.
final class ProtoWire {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  private final byte[] bytes;
  private final String place;
  private int at;
  private final int end;
  private int type;

  /// @param place what the message is, for messages
  ProtoWire(byte[] bytes, int from, int to, String place) {
    this.bytes = bytes;
    this.place = place;
    this.at = from;
    this.end = to;
  }

  /// The number of the next field, or 0 at the end of the message.
  int nextField() {
    if (at == end) {
      return 0;
    }
    long tag = varint();
    type = (int) (tag & 7);
    long field = tag >>> 3;
    if (field < 1 || field >= 1 << 29) {
      throw broken("the field number " + Long.toUnsignedString(field), "1 to 536870911");
    }
    return (int) field;
  }

  /// How the value of the field at hand is written.
  int type() {
    return type;
  }

  /// The message that the field at hand holds.
  ProtoWire message() {
    int length = length();
    ProtoWire inner = new ProtoWire(bytes, at, at + length, place);
    at += length;
    return inner;
  }

  /// The text that the field at hand holds; what is not UTF-8 in it is replaced.
  String text() {
    int length = length();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /// Whether anything of the message is left.
  boolean more() {
    return at < end;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw broken("a number that breaks off", "more bytes");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number of more than ten bytes", "a varint");
  }

  int fixed32() {
    need(4);
    int value = LittleEndian.intAt(bytes, at);
    at += 4;
    return value;
  }

  long fixed64() {
    need(8);
    long value = LittleEndian.longAt(bytes, at);
    at += 8;
    return value;
  }

  /// Passes over the field at hand.
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case FIXED32 -> fixed32();
      case LENGTH -> {
        int length = length();
        at += length;
      }
      default -> throw broken("the wire type " + type, "0, 1, 2 or 5");
    }
  }

  private int length() {
    if (type != LENGTH) {
      throw broken("the wire type " + type, "2, a length and so many bytes");
    }
    long length = varint();
    if (length < 0 || length > end - at) {
      throw broken(
          "a length of " + Long.toUnsignedString(length), "at most the " + (end - at) + " left");
    }
    return (int) length;
  }

  private void need(int count) {
    if (end - at < count) {
      throw broken("a number that breaks off", count + " bytes");
    }
  }

  /// What is wrong with the message, and where in it.
  PayloadException broken(String found, String expected) {
    return new PayloadException(place + ", byte " + at, found, expected);
  }
}
