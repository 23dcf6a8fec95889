package dev.treeline.kernel;

/// Trees packed to be walked in step.
///
/// What bounds a single row is the latency of one load after another; [#TOGETHER] independent walks
/// hide each other's. Leaves are added one by one in the file's order, whatever was walked
/// together: float addition is not associative. A block of fewer trees is filled up with trees of
/// one leaf, [#FILLER], which changes no sum.
///
/// Immutable; one instance serves every thread.
abstract sealed class Block permits HeapBlock, LinkedBlock, CategoricalBlock, LoneTree {
  /// How many trees are walked in step.
  static final int TOGETHER = 8;

  /// What is added for a tree that is not there: `x + -0` is `x`, also for zeros of either sign.
  static final float FILLER = -0f;

  private final BlockTrees trees;

  Block(BlockTrees trees) {
    this.trees = trees;
  }

  /// Adds the leaves that a row reaches, tree after tree.
  ///
  /// @param at where the row's sums begin
  final void add(PreparedRow row, float[] sums, int at) {
    if (trees.vectors != null) {
      trees.vectors.add(this, row, sums, at);
    } else {
      sums[at + trees.group] = add(row, sums[at + trees.group]);
    }
  }

  /// Notes the leaf that a row reaches in each tree, by its number in the file.
  ///
  /// @param leaves receives it at the number of the tree
  final void leaves(PreparedRow row, int[] leaves) {
    for (int k = 0; k < trees.count(); k++) {
      leaves[trees.number(k)] = node(k, walk(row, k));
    }
  }

  /// The sum and the values of the leaves that a row reaches, added tree after tree.
  abstract float add(PreparedRow row, float sum);

  /// The place in the block of the leaf that a row reaches.
  ///
  /// @param tree within the block
  abstract int walk(PreparedRow row, int tree);

  /// What the leaf at a place holds: the bits of its value, or the number of its vector.
  abstract int payload(int place);

  /// The number in the file of the leaf at a place.
  ///
  /// @param tree within the block
  abstract int node(int tree, int place);
}
