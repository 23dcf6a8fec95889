package dev.treeline.forest;

/// One tree as the file says it: parallel arrays, one slot a node, in the file's numbering.
///
/// The root is node 0. A node is a leaf when `left` is -1; its `splitCondition` is then its value,
/// otherwise the threshold. Nodes that a pruner deleted are still there, out of reach of the root.
/// Statistics of the training (gain, cover, parents) are not kept.
final class TreeDocument {
  /// `tree_param.num_nodes`, as claimed.
  final int nodes;

  final int[] left;
  final int[] right;
  final int[] splitIndex;
  final float[] splitCondition;

  /// 1 where a missing value goes left, 0 where it goes right.
  final int[] defaultLeft;

  /// 0 for a numerical split, 1 for a categorical one; empty in files that know no categories.
  final int[] splitType;

  TreeDocument(
      int nodes,
      int[] left,
      int[] right,
      int[] splitIndex,
      float[] splitCondition,
      int[] defaultLeft,
      int[] splitType) {
    this.nodes = nodes;
    this.left = left;
    this.right = right;
    this.splitIndex = splitIndex;
    this.splitCondition = splitCondition;
    this.defaultLeft = defaultLeft;
    this.splitType = splitType;
  }
}
