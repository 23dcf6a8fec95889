package dev.treeline.kernel;

import java.util.Arrays;

/// Numbers the categories that are spoken of: 0, 1, … in rising order.
final class CodeIndex {
  /// Gaps between a few categories that a table of all still has room for.
  private static final int MOST_GAPS = 64;

  private final int[] codes;

  /// For each category below its length the number, or -1; empty where categories lie far apart.
  private final int[] number;

  /// @param spokenOf in any order, each as often as may be; taken over
  CodeIndex(int[] spokenOf) {
    codes = distinct(spokenOf);
    int length = codes.length == 0 ? 0 : codes[codes.length - 1] + 1;
    number = new int[length <= 8L * codes.length + MOST_GAPS ? length : 0];
    Arrays.fill(number, -1);
    for (int i = 0; number.length > 0 && i < codes.length; i++) {
      number[codes[i]] = i;
    }
  }

  /// Sorted rather than put into a bit set: one code near 2^24 would be 2 MB for each feature.
  private static int[] distinct(int[] codes) {
    Arrays.sort(codes);
    int end = 0;
    for (int code : codes) {
      if (end == 0 || codes[end - 1] != code) {
        codes[end++] = code;
      }
    }
    return Arrays.copyOf(codes, end);
  }

  int size() {
    return codes.length;
  }

  /// The number of a category, negative if it is not spoken of.
  int number(int code) {
    if (number.length == 0) {
      return Arrays.binarySearch(codes, code);
    }
    return code < number.length ? number[code] : -1;
  }
}
