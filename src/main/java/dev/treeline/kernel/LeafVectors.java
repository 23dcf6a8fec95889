package dev.treeline.kernel;

import dev.treeline.booster.TreeDocument;
import java.util.Arrays;
import java.util.List;

/// Leaves that add to every output: the leaf holds the number of its vector.
final class LeafVectors {
  /// The vectors of all trees, one after the other.
  private final float[] values;

  /// Values of a vector, one for each output.
  private final int size;

  /// For each tree the number of its first vector.
  private final int[] first;

  LeafVectors(List<TreeLayout> trees) {
    size = trees.getFirst().tree.leafSize;
    first = new int[trees.size()];
    float[] all = new float[0];
    for (int k = 0; k < first.length; k++) {
      TreeDocument tree = trees.get(k).tree;
      int begin = all.length;
      first[k] = begin / size;
      all = Arrays.copyOf(all, Math.addExact(begin, tree.leafWeights.length));
      for (int i = begin; i < all.length; i++) {
        all[i] = tree.leafWeights[i - begin] * trees.get(k).weight;
      }
    }
    values = all;
  }

  /// Adds what a row reaches in a block, tree after tree.
  ///
  /// @param at where the row's sums begin
  void add(Block block, PreparedRow row, float[] sums, int at) {
    for (int k = 0; k < first.length; k++) {
      int from = (first[k] + block.payload(block.walk(row, k))) * size;
      for (int j = 0; j < size; j++) {
        sums[at + j] += values[from + j];
      }
    }
  }
}
