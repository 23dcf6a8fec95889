package dev.treeline.booster;

/// One tree as the file says it: parallel arrays, one slot a node, in the file's numbering.
///
/// The root is node 0. A node is a leaf when `left` is -1. Nodes that a pruner deleted are still
/// there, out of reach of the root.
public final class TreeDocument {
  /// `tree_param.num_nodes`, as claimed.
  public final int nodes;

  public final int[] left;

  /// The right child; in a leaf of a tree of leaf vectors the leaf's row of [#leafWeights].
  public final int[] right;

  public final int[] splitIndex;

  /// The threshold of a split, the value of a leaf.
  public final float[] splitCondition;

  /// 1 where a missing value goes left, 0 where it goes right.
  public final int[] defaultLeft;

  /// 0 for a numerical split, 1 for a categorical one; empty in files that know no categories.
  public final int[] splitType;

  public final CategoricalSplits categories;

  /// Values of a leaf: 1, or in a tree of leaf vectors one for each output group.
  public final int leafSize;

  /// The leaf vectors, row after row of [#leafSize]; empty where a leaf has one value.
  public final float[] leafWeights;

  /// The loss reduction of each split; empty when it was not asked for or is not in the file.
  public final float[] gain;

  /// The sum of the second derivatives of the training rows in each node, of all output groups
  /// together; empty when it was not asked for or is not in the file.
  public final float[] cover;

  public TreeDocument(Parts parts) {
    nodes = parts.nodes;
    left = parts.left;
    right = parts.right;
    splitIndex = parts.splitIndex;
    splitCondition = parts.splitCondition;
    defaultLeft = parts.defaultLeft;
    splitType = parts.splitType;
    categories = parts.categories;
    leafSize = parts.leafSize;
    leafWeights = parts.leafWeights;
    gain = parts.gain;
    cover = parts.cover;
  }

  /// What a reader has collected of a tree.
  public static final class Parts {
    public int nodes;
    public int[] left = {};
    public int[] right = {};
    public int[] splitIndex = {};
    public float[] splitCondition = {};
    public int[] defaultLeft = {};
    public int[] splitType = {};
    public CategoricalSplits categories = CategoricalSplits.NONE;
    public int leafSize = 1;
    public float[] leafWeights = {};
    public float[] gain = {};
    public float[] cover = {};
  }

  public boolean isLeaf(int node) {
    return left[node] == -1;
  }

  public boolean isCategorical(int node) {
    return splitType.length != 0 && splitType[node] != 0;
  }
}
