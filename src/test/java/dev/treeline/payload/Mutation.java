package dev.treeline.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages bodies: flips, cuts, splices, numbers at their bounds, lengths that lie, text that
/// nests.
///
/// The same seed makes the same bodies.
final class Mutation {
  static final int MAX_LENGTH = 1 << 16;

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1e999",
          "-1e-999",
          "1e-46",
          "3.4028236e38",
          "16777217",
          "2147483647",
          "2147483648",
          "-2147483649",
          "4294967295",
          "9223372036854775808",
          "18446744073709551616",
          "1048576",
          "1e2147483648",
          "00",
          "1.",
          ".5",
          "+1",
          "0x10",
          "NaN",
          "Infinity",
          "-Infinity",
          "nan",
          "inf",
          "1".repeat(400),
          "0." + "3".repeat(999),
          "1e" + "9".repeat(300));

  private static final List<String> TOKENS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "\"",
          "\\u0000",
          "\\",
          "null",
          "true",
          "\r\n",
          "\r",
          "\n",
          "\uFEFF",
          "\u0000",
          " ",
          "\t",
          ";",
          "|",
          "#",
          "qid:",
          "\"data\":",
          "\"inputs\":",
          "\"outputs\":",
          "\"shape\":[",
          "\"datatype\":\"BYTES\"",
          "\"columns\":",
          "\"features\":[",
          "\"dataframe_split\":{",
          "\"instances\":",
          "{\"a\":1,\"a\":2}",
          "[[[[",
          "]]]]",
          "é",
          "😀",
          "\"\"",
          "\"\"\"");

  private static final long[] LENGTHS = {
    0,
    1,
    3,
    4,
    127,
    128,
    255,
    256,
    65_535,
    65_536,
    1 << 20,
    1 << 24,
    Integer.MAX_VALUE,
    0x80000000L,
    0xFFFFFFFFL,
    0xCED7230AL
  };

  private final List<byte[]> corpus;
  private final Random random;

  Mutation(List<byte[]> corpus, long seed) {
    this.corpus = List.copyOf(corpus);
    random = new Random(seed);
  }

  byte[] next() {
    byte[] body = entry().clone();
    for (int i = 1 + random.nextInt(random.nextInt(8) == 0 ? 12 : 3); i > 0; i--) {
      body = mutated(body);
    }
    return body.length > MAX_LENGTH ? Arrays.copyOf(body, MAX_LENGTH) : body;
  }

  private byte[] entry() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] mutated(byte[] body) {
    // The last bytes of a body are those of its tensors, which are few beside their description.
    int at =
        random.nextInt(3) == 0
            ? Math.max(0, body.length - random.nextInt(40))
            : random.nextInt(body.length + 1);
    return switch (random.nextInt(11)) {
      case 0 -> flipped(body);
      case 1 -> Arrays.copyOf(body, at);
      case 2 -> spliced(body, at, text(TOKENS), at);
      case 3 -> spliced(body, at, text(TOKENS), Math.min(body.length, at + 1));
      case 4 -> number(body, at);
      case 5 -> lied(body, at);
      case 6 -> spliced(body, at, varint(), Math.min(body.length, at + 1));
      case 7 -> crossed(body, at);
      case 8 -> repeated(body, at);
      case 9 -> spliced(body, at, new byte[0], Math.min(body.length, at + random.nextInt(16)));
      default -> nested(body, at);
    };
  }

  private byte[] flipped(byte[] body) {
    byte[] changed = body.clone();
    if (body.length > 0) {
      int at = random.nextInt(body.length);
      changed[at] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
    }
    return changed;
  }

  /// Puts a number at its bounds in the place of the next one.
  private byte[] number(byte[] body, int at) {
    int start = at;
    while (start < body.length && !isDigit(body[start])) {
      start++;
    }
    int end = start;
    while (end < body.length && (isDigit(body[end]) || body[end] == '.')) {
      end++;
    }
    return spliced(body, start, text(NUMBERS), end);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private byte[] text(List<String> texts) {
    return texts.get(random.nextInt(texts.size())).getBytes(StandardCharsets.UTF_8);
  }

  /// Puts another length in the place of the next four bytes that look like one.
  private byte[] lied(byte[] body, int at) {
    int start = at;
    while (start + 4 <= body.length && (body[start + 1] | body[start + 2] | body[start + 3]) != 0) {
      start++;
    }
    int found = start + 4 <= body.length && random.nextInt(4) != 0 ? start : at;
    return spliced(body, found, length(), Math.min(body.length, found + 4));
  }

  private byte[] length() {
    long length = LENGTHS[random.nextInt(LENGTHS.length)];
    return new byte[] {
      (byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)
    };
  }

  private byte[] varint() {
    long value = random.nextInt(4) == 0 ? -1 : LENGTHS[random.nextInt(LENGTHS.length)];
    byte[] bytes = new byte[10];
    int used = 0;
    while ((value & ~0x7FL) != 0) {
      bytes[used++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    bytes[used++] = (byte) value;
    return Arrays.copyOf(bytes, used);
  }

  private byte[] crossed(byte[] body, int at) {
    byte[] other = entry();
    int from = random.nextInt(other.length + 1);
    return spliced(body, at, Arrays.copyOfRange(other, from, other.length), body.length);
  }

  /// A piece of the body many times over, up to the greatest length.
  private byte[] repeated(byte[] body, int at) {
    int length = Math.min(body.length - at, 1 + random.nextInt(64));
    int room = MAX_LENGTH - body.length;
    if (length <= 0 || room <= 0) {
      return body;
    }
    int times = Math.min(room / length, 1 << random.nextInt(16));
    byte[] piece = new byte[length * times];
    for (int i = 0; i < piece.length; i++) {
      piece[i] = body[at + i % length];
    }
    return spliced(body, at, piece, at);
  }

  private byte[] nested(byte[] body, int at) {
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    return spliced(
        body, at, open.repeat(1 << random.nextInt(14)).getBytes(StandardCharsets.UTF_8), at);
  }

  /// The body with the bytes from `from` up to `to` replaced.
  private static byte[] spliced(byte[] body, int from, byte[] piece, int to) {
    byte[] all = Arrays.copyOf(body, from + piece.length + body.length - to);
    System.arraycopy(piece, 0, all, from, piece.length);
    System.arraycopy(body, to, all, from + piece.length, body.length - to);
    return all;
  }
}
