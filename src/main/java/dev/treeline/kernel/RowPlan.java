package dev.treeline.kernel;

/// Prepares rows for the blocks of one forest. Immutable; one instance serves every thread.
///
/// Floats become integers that have the same order ([Node#order]), and a missing value is resolved
/// once for all splits: it is prepared twice, once greater and once less than everything, and the
/// slot that a split looks at says which way missing goes.
final class RowPlan {
  /// The features that numerical splits use, rising.
  private final int[] feature;

  private final CategoryWords[] categories;

  /// Slots of a prepared row, a power of two.
  private final int size;

  RowPlan(Slots slots) {
    feature = slots.feature;
    categories = slots.categories;
    size = Math.max(2, Integer.highestOneBit(slots.count - 1) << 1);
  }

  PreparedRow newRow() {
    return new PreparedRow(size, categories.length > 0);
  }

  /// Bytes of a prepared row.
  long bytes() {
    return (categories.length > 0 ? 2L : 1L) * size * Long.BYTES;
  }

  /// @param rows one value for each feature of the model, `NaN` where it is missing
  /// @param at where the row begins
  void prepare(float[] rows, int at, PreparedRow row) {
    long[] keys = row.keys;
    int used = feature.length;
    for (int u = 0; u < used; u++) {
      float x = rows[at + feature[u]];
      long key = Node.key(x);
      boolean missing = Float.isNaN(x);
      keys[u] = missing ? Node.GREATEST : key;
      keys[used + u] = missing ? Node.LEAST : key;
    }
    for (CategoryWords words : categories) {
      words.write(rows[at + words.feature()], row.words);
    }
  }
}
