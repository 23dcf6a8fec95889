package dev.treeline.booster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The bytes of a UBJSON document, read forward. Nothing is read, and no length believed, before
/// that many bytes are known to be there; a complaint says the path and the byte.
final class UbjsonBytes {
  private final ByteBuffer in;
  private final UbjsonPlace place;

  /// @param place for complaints
  UbjsonBytes(byte[] bytes, UbjsonPlace place) {
    in = ByteBuffer.wrap(bytes);
    this.place = place;
  }

  /// The bare integer of that type.
  long integer(byte type) {
    need(width(type));
    return switch (type) {
      case 'i' -> in.get();
      case 'U' -> Byte.toUnsignedInt(in.get());
      case 'I' -> in.getShort();
      case 'l' -> in.getInt();
      case 'L' -> in.getLong();
      default -> throw wrong("a float", "an integer");
    };
  }

  /// The bare integer of that type, which must fit 32 bits.
  int exact(byte type) {
    long value = integer(type);
    if (value != (int) value) {
      throw wrong("" + value, "an integer of 32 bits");
    }
    return (int) value;
  }

  /// The bare number of that type.
  float rounded(byte type) {
    need(width(type));
    return switch (type) {
      case 'd' -> in.getFloat();
      case 'D' -> (float) in.getDouble();
      case 'L' -> in.getLong();
      default -> exact(type);
    };
  }

  /// The bare floats that fill the array.
  void fill(float[] values) {
    in.asFloatBuffer().get(values);
    pass(values.length * Float.BYTES);
  }

  /// The bare integers of 32 bits that fill the array.
  void fill(int[] values) {
    in.asIntBuffer().get(values);
    pass(values.length * Integer.BYTES);
  }

  /// The type of an array's bare numbers.
  byte elementType() {
    byte type = peek("an element type");
    width(type);
    in.get();
    return type;
  }

  /// Bytes that a bare number of this type takes.
  int width(byte type) {
    return switch (type) {
      case 'i', 'U' -> 1;
      case 'I' -> 2;
      case 'l', 'd' -> 4;
      case 'L', 'D' -> 8;
      default -> throw wrong(describe(type), "one of the number types i, U, I, l, L, d, D");
    };
  }

  /// An array's length after its `#`.
  int count(int width) {
    require('#', "# before the array's length");
    require('L', "the array's length, as L");
    return length(width);
  }

  /// A length, after its `L`, of things that take at least `width` bytes each, all of them here.
  int length(int width) {
    need(Long.BYTES);
    long length = in.getLong();
    if (length < 0 || length > in.remaining() / width) {
      throw wrong(
          "the length " + length, "at most the " + in.remaining() / width + " that can follow");
    }
    return (int) length;
  }

  /// The next bytes as UTF-8.
  String text(int length) {
    int start = in.position();
    pass(length);
    return new String(in.array(), start, length, StandardCharsets.UTF_8);
  }

  /// Passes that marker.
  void require(char marker, String expected) {
    if (peek(expected) != marker) {
      throw wrong(describe(), expected);
    }
    in.get();
  }

  /// The next byte, which stays next.
  byte peek(String expected) {
    if (!in.hasRemaining()) {
      throw wrong("the end of the file", expected);
    }
    return in.get(in.position());
  }

  /// Whether that marker comes after the next byte.
  boolean follows(char marker) {
    return in.remaining() > 1 && in.get(in.position() + 1) == marker;
  }

  int position() {
    return in.position();
  }

  int remaining() {
    return in.remaining();
  }

  void pass(int bytes) {
    need(bytes);
    in.position(in.position() + bytes);
  }

  private void need(int bytes) {
    if (in.remaining() < bytes) {
      throw wrong("the end of the file after " + in.remaining() + " bytes", bytes + " bytes");
    }
  }

  ModelFormatException wrong(String found, String expected) {
    return new ModelFormatException(place + " (byte " + in.position() + ")", found, expected);
  }

  /// What kind of value is next.
  String describe() {
    return describe(in.get(in.position()));
  }

  private static String describe(byte marker) {
    return switch (marker) {
      case '{' -> "an object";
      case '[' -> "an array";
      case 'S' -> "a string";
      case 'T', 'F' -> "a boolean";
      case 'Z' -> "null";
      case 'i', 'U', 'I', 'l', 'L', 'd', 'D' -> "a number";
      default -> "the byte 0x%02x".formatted(marker);
    };
  }
}
