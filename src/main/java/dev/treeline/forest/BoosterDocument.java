package dev.treeline.forest;

import java.util.List;

/// The `model` of a gbtree booster as the file says it.
final class BoosterDocument {
  /// `gbtree_model_param.num_trees`, as claimed.
  final int treeCount;

  /// Where each boosting round's trees start, and after the last where they end; empty in files
  /// that do not say.
  final int[] iterationStarts;

  /// The output group of each tree.
  final int[] treeGroup;

  final List<TreeDocument> trees;

  BoosterDocument(int treeCount, int[] iterationStarts, int[] treeGroup, List<TreeDocument> trees) {
    this.treeCount = treeCount;
    this.iterationStarts = iterationStarts;
    this.treeGroup = treeGroup;
    this.trees = List.copyOf(trees);
  }
}
