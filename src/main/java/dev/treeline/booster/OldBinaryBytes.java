package dev.treeline.booster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The bytes of an old binary file, little-endian, read forward. Nothing is read, and no length
/// believed, before that many bytes are known to be there.
final class OldBinaryBytes {
  private final ByteBuffer in;

  OldBinaryBytes(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int integer() {
    need(Integer.BYTES);
    return in.getInt();
  }

  float number() {
    need(Float.BYTES);
    return in.getFloat();
  }

  /// A `str`: its length and that many bytes.
  String text() {
    return text(length(1));
  }

  String text(int length) {
    need(length);
    int start = in.position();
    in.position(start + length);
    return new String(in.array(), start, length, UTF_8);
  }

  /// A `vec<f32>`: its length and that many floats.
  float[] numbers() {
    float[] numbers = new float[length(Float.BYTES)];
    in.asFloatBuffer().get(numbers);
    pass(numbers.length * Float.BYTES);
    return numbers;
  }

  /// That many integers.
  int[] integers(int count) {
    need((long) count * Integer.BYTES);
    int[] integers = new int[count];
    in.asIntBuffer().get(integers);
    pass(count * Integer.BYTES);
    return integers;
  }

  /// A count of things that take at least `width` bytes each, all of them still to come.
  int length(int width) {
    need(Long.BYTES);
    return checked(in.getLong(), width);
  }

  /// The same in 32 bits.
  int count(int width) {
    return checked(integer(), width);
  }

  int position() {
    return in.position();
  }

  void pass(int bytes) {
    need(bytes);
    in.position(in.position() + bytes);
  }

  ModelFormatException wrong(String found, String expected) {
    return new ModelFormatException("byte " + in.position(), found, expected);
  }

  private int checked(long length, int width) {
    if (length < 0 || length > in.remaining() / width) {
      throw wrong(
          "the length " + length, "at most the " + in.remaining() / width + " that can follow");
    }
    return (int) length;
  }

  private void need(long bytes) {
    if (in.remaining() < bytes) {
      throw wrong("the end of the file after " + in.remaining() + " bytes", bytes + " bytes");
    }
  }
}
