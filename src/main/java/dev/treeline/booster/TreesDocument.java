package dev.treeline.booster;

import java.util.List;

/// The `model` of a gbtree or dart booster as the file says it.
public final class TreesDocument implements BoosterDocument {
  /// `gbtree_model_param.num_trees`, as claimed.
  public final int treeCount;

  /// Trees that each round grows for each output group; 1 in files that do not say.
  public final int parallelTrees;

  /// Where each boosting round's trees start, and after the last where they end; empty in files
  /// that do not say.
  public final int[] roundStarts;

  /// The output group of each tree.
  public final int[] treeGroup;

  /// What the leaves of each tree are multiplied with (DART); shorter than the trees where the rest
  /// weigh 1, and empty when none is weighted.
  public final float[] treeWeights;

  /// The categories of each feature by name: the place in the list is the code that trees compare.
  /// The list of a numerical feature is empty; the whole is empty in files that know no names.
  public final List<List<String>> categories;

  public final List<TreeDocument> trees;

  public TreesDocument(Parts parts, List<TreeDocument> trees) {
    treeCount = parts.treeCount;
    parallelTrees = parts.parallelTrees;
    roundStarts = parts.roundStarts;
    treeGroup = parts.treeGroup;
    treeWeights = parts.treeWeights;
    categories = List.copyOf(parts.categories);
    this.trees = List.copyOf(trees);
  }

  /// What a reader has collected of a document but the trees.
  public static final class Parts {
    public int treeCount;
    public int parallelTrees = 1;
    public int[] roundStarts = {};
    public int[] treeGroup = {};
    public float[] treeWeights = {};
    public List<List<String>> categories = List.of();
  }
}
