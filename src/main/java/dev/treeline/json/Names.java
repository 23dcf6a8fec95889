package dev.treeline.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The names met lately: the objects of a list have the same ones, and a name that is known costs
/// one look at its bytes.
final class Names {
  private static final int SLOTS = 64;
  private static final int LONGEST = 64;

  private final @Nullable String[] names = new @Nullable String[SLOTS];
  private final byte[] @Nullable [] texts = new byte @Nullable [SLOTS][];

  /// The name that begins at an index, if it is short, has no escapes, is ASCII, and ends before
  /// `end`; else null. It has as many bytes as characters.
  @Nullable String of(byte[] bytes, int from, int end) {
    int limit = Math.min(end, from + LONGEST);
    int to = from;
    while (to < limit && bytes[to] >= ' ' && bytes[to] != '"' && bytes[to] != '\\') {
      to++;
    }
    if (to == limit || bytes[to] != '"') {
      return null;
    }
    int slot = slot(bytes, from, to);
    byte[] text = texts[slot];
    String name = names[slot];
    if (name == null || text == null || !Arrays.equals(text, 0, text.length, bytes, from, to)) {
      name = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
      names[slot] = name;
      texts[slot] = Arrays.copyOfRange(bytes, from, to);
    }
    return name;
  }

  private static int slot(byte[] bytes, int from, int to) {
    if (from == to) {
      return 0;
    }
    int ends = 31 * bytes[from] + bytes[to - 1];
    return (31 * (31 * ends + bytes[(from + to) >>> 1]) + to - from) & (SLOTS - 1);
  }
}
