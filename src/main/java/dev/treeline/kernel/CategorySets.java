package dev.treeline.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects the different sets that a feature is split by, and numbers them.
///
/// Sets are the same when the same categories go right and a missing value goes the same way.
final class CategorySets {
  private final int feature;
  private final Map<Key, Integer> numbers = new HashMap<>();

  /// The sets in the order of their numbers.
  private final List<Key> sets = new ArrayList<>();

  CategorySets(int feature) {
    this.feature = feature;
  }

  /// The number of a set, a new one if it was not there.
  ///
  /// @param right the categories that go right, in any order
  int number(int[] right, int defaultLeft) {
    var key = new Key(right, defaultLeft);
    Integer known = numbers.putIfAbsent(key, sets.size());
    if (known != null) {
      return known;
    }
    sets.add(key);
    return sets.size() - 1;
  }

  /// Words that hold a bit for each set.
  int words() {
    return (sets.size() + Long.SIZE - 1) / Long.SIZE;
  }

  /// @param firstSlot where the words go
  CategoryWords words(int firstSlot) {
    long[] missing = new long[words()];
    int named = 0;
    for (int s = 0; s < sets.size(); s++) {
      if (sets.get(s).defaultLeft == 0) {
        missing[s >>> 6] |= 1L << s;
      }
      named += sets.get(s).right.length;
    }
    int[] all = new int[named];
    int end = 0;
    for (Key set : sets) {
      System.arraycopy(set.right, 0, all, end, set.right.length);
      end += set.right.length;
    }
    var codes = new CodeIndex(all);
    int[] begins = begins(codes);
    int[] next = begins.clone();
    int[] listed = new int[begins[codes.size()]];
    for (int s = 0; s < sets.size(); s++) {
      for (int code : sets.get(s).right) {
        listed[next[codes.number(code)]++] = s;
      }
    }
    return new CategoryWords(feature, firstSlot, missing, codes, begins, listed);
  }

  /// Where the list of each category begins, and after the last where it ends.
  private int[] begins(CodeIndex codes) {
    int[] begins = new int[codes.size() + 1];
    for (Key set : sets) {
      for (int code : set.right) {
        begins[codes.number(code) + 1]++;
      }
    }
    for (int c = 0; c < codes.size(); c++) {
      begins[c + 1] += begins[c];
    }
    return begins;
  }

  /// One set.
  private static final class Key {
    /// Rising; a category may be there twice, as in the file.
    final int[] right;

    final int defaultLeft;
    private final int hash;

    Key(int[] right, int defaultLeft) {
      this.right = right.clone();
      this.defaultLeft = defaultLeft;
      Arrays.sort(this.right);
      hash = 31 * Arrays.hashCode(this.right) + defaultLeft;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && defaultLeft == that.defaultLeft
          && Arrays.equals(right, that.right);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
