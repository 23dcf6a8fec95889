package dev.treeline.json;

import org.jspecify.annotations.Nullable;

/// The names met lately: the objects of a list have the same ones, and a name that is known costs
/// no new string.
final class Names {
  private static final int SLOTS = 128;
  private static final int LONGEST = 64;

  private final @Nullable String[] known = new @Nullable String[SLOTS];

  /// The first characters of a buffer, as a name.
  String of(char[] text, int length) {
    if (length > LONGEST) {
      return new String(text, 0, length);
    }
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = (hash ^ (hash >>> 7)) & (SLOTS - 1);
    String name = known[slot];
    if (name == null || !isSame(name, text, length)) {
      name = new String(text, 0, length);
      known[slot] = name;
    }
    return name;
  }

  private static boolean isSame(String name, char[] text, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != text[i]) {
        return false;
      }
    }
    return true;
  }
}
