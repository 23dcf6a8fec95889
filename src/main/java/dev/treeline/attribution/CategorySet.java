package dev.treeline.attribution;

import java.util.Arrays;

/// The categories that go right at one split: as bits, or as a list where they lie far apart, since
/// a single category near 2^24 would be 2 MB of bits.
final class CategorySet {
  /// Words of bits that are small for any set.
  private static final int FEW_WORDS = 8;

  /// One bit a category, 32 a word; empty where there is a list.
  private final int[] bits;

  /// Rising; empty where there are bits.
  private final int[] list;

  /// @param right in any order; sorted in place
  CategorySet(int[] right) {
    Arrays.sort(right);
    int words = right.length == 0 ? 0 : (right[right.length - 1] >> 5) + 1;
    boolean dense = words <= right.length + FEW_WORDS;
    bits = new int[dense ? words : 0];
    list = dense ? new int[0] : right;
    for (int i = 0; dense && i < right.length; i++) {
      bits[right[i] >> 5] |= 1 << (right[i] & 31);
    }
  }

  /// Whether a value that is not missing goes right, by libxgboost's rule: what is no category, or
  /// none that the split knows, goes left.
  boolean has(float x) {
    if (x < 0 || x >= 1 << 24) {
      return false;
    }
    int category = (int) x;
    if (list.length > 0) {
      return Arrays.binarySearch(list, category) >= 0;
    }
    int word = category >> 5;
    return word < bits.length && (bits[word] >> (category & 31) & 1) != 0;
  }
}
