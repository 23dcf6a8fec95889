package dev.treeline.kernel;

import java.util.Arrays;

/// Turns a category into words of bits, one bit for each set that its feature is split by: 1 to go
/// right.
///
/// ```text
/// table   category × words: copied     lists   category → the sets that name it: put together
/// ```
///
/// There is a table, or lists where that is less: where few sets name a category. So the memory is
/// never more than a few times what the file spends, and the time little more than a copy.
///
/// As in libxgboost a value is cut to an integer, and what is negative or in no set goes left. So
/// does what is too large: no set has a category of 2^24 or more.
final class CategoryWords {
  /// Tables up to this are small in any model.
  private static final long SMALL_TABLE = 1 << 12;

  private final int feature;

  /// Where the words go.
  private final int firstSlot;

  /// The words of a missing value.
  private final long[] missing;

  private final CodeIndex codes;

  /// Row after row of words; empty where there are lists.
  private final long[] table;

  /// Where each category's list begins in [#listed], and after the last where it ends.
  private final int[] begins;

  /// The numbers of the sets that name a category, list after list.
  private final int[] listed;

  CategoryWords(
      int feature, int firstSlot, long[] missing, CodeIndex codes, int[] begins, int[] listed) {
    this.feature = feature;
    this.firstSlot = firstSlot;
    this.missing = missing;
    this.codes = codes;
    this.begins = begins;
    this.listed = listed;
    long cells = (long) codes.size() * missing.length;
    long most = Math.max(SMALL_TABLE, (long) Integer.BYTES * listed.length);
    table = new long[cells * Long.BYTES <= most ? (int) cells : 0];
    for (int c = 0; table.length > 0 && c < codes.size(); c++) {
      spread(c, table, c * missing.length);
    }
  }

  int feature() {
    return feature;
  }

  /// @param x the row's value, which may be missing
  /// @param words receives the bits in the feature's slots
  void write(float x, long[] words) {
    if (Float.isNaN(x)) {
      System.arraycopy(missing, 0, words, firstSlot, missing.length);
      return;
    }
    int c = x < 0 ? -1 : codes.number((int) x);
    if (c >= 0 && table.length > 0) {
      System.arraycopy(table, c * missing.length, words, firstSlot, missing.length);
      return;
    }
    Arrays.fill(words, firstSlot, firstSlot + missing.length, 0);
    if (c >= 0) {
      spread(c, words, firstSlot);
    }
  }

  /// Sets the bits of a category.
  private void spread(int c, long[] words, int at) {
    for (int i = begins[c]; i < begins[c + 1]; i++) {
      words[at + (listed[i] >>> 6)] |= 1L << listed[i];
    }
  }
}
