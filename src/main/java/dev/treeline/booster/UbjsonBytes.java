package dev.treeline.booster;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes of a UBJSON document, read forward. Nothing is read, and no length believed, before
/// that many bytes are known to be there; a complaint says the path and the byte.
///
/// Plain array accesses rather than a buffer's: a function that has just started runs this in the
/// interpreter, for which every call inside a buffer counts.
final class UbjsonBytes {
  /// Slots of the table of keys, a power of two; XGBoost has some fifty keys.
  private static final int KEYS = 256;

  private final byte[] bytes;

  /// The same as big-endian numbers of four bytes, from each of the first four bytes on, so that
  /// one of them suits any array; made when it is asked for.
  private final @Nullable IntBuffer[] ints = new @Nullable IntBuffer[Integer.BYTES];

  private final @Nullable FloatBuffer[] floats = new @Nullable FloatBuffer[Float.BYTES];

  private final UbjsonPlace place;
  private int position;

  /// Keys that were read, each at its [#slot], and their bytes.
  private final @Nullable String[] keys = new @Nullable String[KEYS];

  private final byte[][] keyBytes = new byte[KEYS][];

  /// @param place for complaints
  UbjsonBytes(byte[] bytes, UbjsonPlace place) {
    this.bytes = bytes;
    this.place = place;
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
    int shift = position % Float.BYTES;
    FloatBuffer view = floats[shift];
    if (view == null) {
      view = ByteBuffer.wrap(bytes).position(shift).slice().asFloatBuffer();
      floats[shift] = view;
    }
    view.get(position / Float.BYTES, values);
    pass(values.length * Float.BYTES);
  }

  /// The bare integers of 32 bits that fill the array.
  void fill(int[] values) {
    int shift = position % Integer.BYTES;
    IntBuffer view = ints[shift];
    if (view == null) {
      view = ByteBuffer.wrap(bytes).position(shift).slice().asIntBuffer();
      ints[shift] = view;
    }
    view.get(position / Integer.BYTES, values);
    pass(values.length * Integer.BYTES);
  }

  /// The bare integers of 8 bits that fill the array.
  ///
  /// @param mask 0xff where they have no sign, otherwise -1
  void fill(int[] values, int mask) {
    byte[] from = bytes;
    int at = position;
    pass(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = from[at++] & mask;
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
    long length = (long) int32(position) << 32 | (int32(position + 4) & 0xffff_ffffL);
    position += Long.BYTES;
    int most = (bytes.length - position) / width;
    if (length < 0 || length > most) {
      throw wrong("the length " + length, "at most the " + most + " that can follow");
    }
    return (int) length;
  }

  /// The next bytes as UTF-8.
  String text(int length) {
    int start = position;
    pass(length);
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /// The next bytes as a key. A model repeats a few keys thousands of times: they come from a
  /// table, with their hash known and the same as those that compiled switches compare with.
  String key(int length) {
    need(length);
    int at = length == 0 ? 0 : slot(length) & (KEYS - 1);
    String key = keys[at];
    if (key == null) {
      keyBytes[at] = Arrays.copyOfRange(bytes, position, position + length);
      key = text(length).intern();
      keys[at] = key;
      return key;
    }
    if (!isNext(keyBytes[at], length)) {
      return text(length);
    }
    position += length;
    return key;
  }

  /// Two bytes and the length tell XGBoost's own keys apart.
  private int slot(int length) {
    return 5 * bytes[position] + 10 * bytes[position + length * 3 / 4] + length;
  }

  private boolean isNext(byte[] key, int length) {
    if (key.length != length) {
      return false;
    }
    byte[] next = bytes;
    int at = position;
    for (byte b : key) {
      if (b != next[at++]) {
        return false;
      }
    }
    return true;
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

  private int int32(int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
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
