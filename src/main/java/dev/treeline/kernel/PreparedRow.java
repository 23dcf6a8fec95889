package dev.treeline.kernel;

import java.util.Arrays;

/// A row as the nodes look at it: the scratch of a score, filled by [RowPlan]. Belongs to one
/// thread at a time.
final class PreparedRow {
  /// What a split compares with, one a slot; the length is a power of two.
  final long[] keys;

  /// What a categorical split takes a bit of, one a slot, 0 in slots of numbers; empty in a forest
  /// without categorical splits, otherwise as long as `keys`.
  final long[] words;

  /// @param size a power of two
  PreparedRow(int size, boolean categorical) {
    keys = new long[size];
    words = new long[categorical ? size : 0];
    Arrays.fill(keys, Node.LEAST);
  }
}
