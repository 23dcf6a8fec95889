package dev.treeline.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/// What somebody may have meant by a name that does not exist.
final class Spelling {
  private static final int CLOSE = 4;

  private Spelling() {}

  /// `TREELINE_CAPTURE (did you mean that?)` for a name close to it, otherwise all known names.
  static String nearest(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> distance(name, candidate) <= CLOSE)
        .map(candidate -> "a known setting; did you mean " + candidate + "?")
        .orElseGet(() -> "one of " + String.join(", ", new TreeSet<>(known)));
  }

  /// Letters to add, drop or change to get from one name to the other (Levenshtein).
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
