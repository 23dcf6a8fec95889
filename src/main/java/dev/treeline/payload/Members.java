package dev.treeline.payload;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of one JSON object's members, to tell a name that comes twice.
///
/// Objects in a list mostly name the same members in the same order: as long as one does as the one
/// before did, a name costs one comparison. Not thread-safe.
final class Members {
  private static final int FEW = 16;

  private String[] names = new String[8];

  /// The same names, once they are many; null while they are few.
  private @Nullable Set<String> seen;

  /// How many names of this object are known; they are the first of `names`.
  private int count;

  /// How many names the object before had; those from `count` on are its own.
  private int before;

  /// Whether this object did as the one before, so far.
  private boolean alike;

  /// Begins another object.
  void start() {
    before = count;
    count = 0;
    alike = true;
    seen = null;
  }

  /// Takes a member's name.
  ///
  /// @return false if the object had it already
  boolean add(String name) {
    if (alike && count < before && names[count].equals(name)) {
      count++;
      return true;
    }
    alike = false;
    if (isThere(name)) {
      return false;
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
    }
    names[count++] = name;
    return true;
  }

  private boolean isThere(String name) {
    if (count < FEW) {
      for (int i = 0; i < count; i++) {
        if (names[i].equals(name)) {
          return true;
        }
      }
      return false;
    }
    Set<String> known = seen;
    if (known == null) {
      known = new HashSet<>(2 * count);
      for (int i = 0; i < count; i++) {
        known.add(names[i]);
      }
      seen = known;
    }
    return !known.add(name);
  }
}
