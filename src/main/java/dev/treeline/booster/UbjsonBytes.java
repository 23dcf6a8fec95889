package dev.treeline.booster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The bytes of a UBJSON document, read forward. Nothing is read, and no length believed, before
/// that many bytes are known to be there; a complaint says the path and the byte.
///
/// Plain array accesses rather than a buffer's: a function that has just started runs this in the
/// interpreter, for which every call inside a buffer counts.
final class UbjsonBytes {
  private final byte[] bytes;
  private final ByteBuffer views;
  private final UbjsonPlace place;
  private int position;

  /// @param place for complaints
  UbjsonBytes(byte[] bytes, UbjsonPlace place) {
    this.bytes = bytes;
    this.place = place;
    views = ByteBuffer.wrap(bytes);
  }

  /// The bare integer of that type.
  long integer(byte type) {
    need(width(type));
    return switch (type) {
      case 'i' -> bytes[position++];
      case 'U' -> bytes[position++] & 0xff;
      case 'I' -> (short) bigEndian(2);
      case 'l' -> (int) bigEndian(4);
      case 'L' -> bigEndian(8);
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
      case 'd' -> Float.intBitsToFloat((int) bigEndian(4));
      case 'D' -> (float) Double.longBitsToDouble(bigEndian(8));
      case 'L' -> bigEndian(8);
      default -> exact(type);
    };
  }

  /// The bare floats that fill the array.
  void fill(float[] values) {
    views.position(position).slice().asFloatBuffer().get(values);
    pass(values.length * Float.BYTES);
  }

  /// The bare integers of 32 bits that fill the array.
  void fill(int[] values) {
    views.position(position).slice().asIntBuffer().get(values);
    pass(values.length * Integer.BYTES);
  }

  /// The bare integers of 8 bits that fill the array.
  ///
  /// @param mask 0xff where they have no sign, otherwise -1
  void fill(int[] values, int mask) {
    int start = position;
    pass(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[start + i] & mask;
    }
  }

  /// The type of an array's bare numbers.
  byte elementType() {
    byte type = peek("an element type");
    width(type);
    position++;
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
    long length = bigEndian(Long.BYTES);
    if (length < 0 || length > remaining() / width) {
      throw wrong(
          "the length " + length, "at most the " + remaining() / width + " that can follow");
    }
    return (int) length;
  }

  /// The next bytes as UTF-8.
  String text(int length) {
    int start = position;
    pass(length);
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /// Passes that marker.
  void require(char marker, String expected) {
    if (peek(expected) != marker) {
      throw wrong(describe(), expected);
    }
    position++;
  }

  /// The next byte, which stays next.
  byte peek(String expected) {
    if (position == bytes.length) {
      throw wrong("the end of the file", expected);
    }
    return bytes[position];
  }

  /// Whether that marker comes after the next byte.
  boolean follows(char marker) {
    return position + 1 < bytes.length && bytes[position + 1] == marker;
  }

  int position() {
    return position;
  }

  int remaining() {
    return bytes.length - position;
  }

  void pass(int count) {
    need(count);
    position += count;
  }

  private void need(int count) {
    if (bytes.length - position < count) {
      throw wrong("the end of the file after " + remaining() + " bytes", count + " bytes");
    }
  }

  private long bigEndian(int count) {
    long value = bytes[position];
    for (int i = 1; i < count; i++) {
      value = value << 8 | (bytes[position + i] & 0xff);
    }
    position += count;
    return value;
  }

  ModelFormatException wrong(String found, String expected) {
    return new ModelFormatException(place + " (byte " + position + ")", found, expected);
  }

  /// What kind of value is next.
  String describe() {
    return describe(bytes[position]);
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
