package dev.treeline.forest;

import dev.treeline.booster.CategoricalSplits;
import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreeDocument;
import java.util.Arrays;
import java.util.BitSet;

/// Checks that a tree document is one tree: what the root reaches, and nothing else, is looked at,
/// since pruning leaves deleted nodes behind.
final class TreeCheck {
  /// From this number on libxgboost takes a value for no category.
  private static final int MOST_CATEGORIES = 1 << 24;

  private final TreeDocument tree;
  private final String list;
  private final int number;

  /// The rows of leaf weights that a leaf has.
  private final BitSet taken = new BitSet();

  /// @param list the path of the list that holds the tree
  /// @param number of the tree in it
  TreeCheck(TreeDocument tree, String list, int number) {
    this.tree = tree;
    this.list = list;
    this.number = number;
  }

  void check(int features, int groups) {
    checkSizes();
    checkLeafVectors(groups);
    checkCategories();
    checkNodes(features);
  }

  /// A loop over plain arrays, and a call for each split and not for each leaf: a function that has
  /// just started runs this in the interpreter.
  private void checkNodes(int features) {
    int[] left = tree.left;
    int[] right = tree.right;
    boolean vectors = tree.leafSize != 1;
    boolean[] seen = new boolean[tree.nodes];
    int[] waiting = new int[tree.nodes];
    int end = 1;
    seen[0] = true;
    for (int next = 0; next < end; next++) {
      int node = waiting[next];
      int l = left[node];
      int r = right[node];
      if (l == -1) {
        if (vectors || r != -1) {
          checkLeaf(node);
        }
        continue;
      }
      checkSplit(node, features);
      if (l < 0 || l >= seen.length || seen[l]) {
        throw wrongChild("left_children", node, l);
      }
      seen[l] = true;
      if (r < 0 || r >= seen.length || seen[r]) {
        throw wrongChild("right_children", node, r);
      }
      seen[r] = true;
      waiting[end++] = l;
      waiting[end++] = r;
    }
  }

  private void checkSizes() {
    if (tree.nodes < 1) {
      throw new ModelFormatException(path() + ".tree_param.num_nodes", "0", "at least the root");
    }
    checkSize("left_children", tree.left.length);
    checkSize("right_children", tree.right.length);
    checkSize("split_indices", tree.splitIndex.length);
    checkSize("split_conditions", tree.splitCondition.length);
    checkSize("default_left", tree.defaultLeft.length);
    if (tree.splitType.length != 0) {
      checkSize("split_type", tree.splitType.length);
    }
  }

  private void checkSize(String key, int size) {
    if (size != tree.nodes) {
      throw new ModelFormatException(
          path() + "." + key, size + " values", tree.nodes + ", as num_nodes says");
    }
  }

  private void checkLeafVectors(int groups) {
    if (tree.leafSize == 1) {
      return;
    }
    if (tree.leafSize != groups) {
      throw new ModelFormatException(
          path() + ".tree_param.size_leaf_vector",
          "" + tree.leafSize,
          "1, or the number of outputs, " + groups);
    }
    if (tree.leafWeights.length == 0) {
      throw new ModelFormatException(
          path() + ".leaf_weights",
          "nothing: a file of leaf vectors by XGBoost 2.0 to 3.1",
          "the layout of 3.2 and later; train again there, no XGBoost converts the old one");
    }
    if (tree.leafWeights.length % tree.leafSize != 0) {
      throw new ModelFormatException(
          path() + ".leaf_weights",
          tree.leafWeights.length + " values",
          "rows of " + tree.leafSize + ", as size_leaf_vector says");
    }
  }

  private void checkCategories() {
    CategoricalSplits splits = tree.categories;
    int count = splits.nodes.length;
    if (splits.begins.length != count || splits.sizes.length != count) {
      throw new ModelFormatException(
          path() + ".categories_segments",
          splits.begins.length + " segments, " + splits.sizes.length + " sizes",
          count + " of each, as there are categories_nodes");
    }
    long named = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && splits.nodes[i] <= splits.nodes[i - 1]) {
        throw wrong("categories_nodes", i, splits.nodes[i], "nodes in rising order");
      }
      long end = (long) splits.begins[i] + splits.sizes[i];
      if (splits.begins[i] < 0 || splits.sizes[i] < 0 || end > splits.categories.length) {
        throw wrong(
            "categories_segments",
            i,
            splits.begins[i],
            "a stretch of the " + splits.categories.length + " categories");
      }
      named += splits.sizes[i];
    }
    // Otherwise a small file could have sets of any size.
    if (named > splits.categories.length) {
      throw new ModelFormatException(
          path() + ".categories_sizes",
          named + " categories in all",
          "at most " + splits.categories.length + ": each of a node's own");
    }
    for (int i = 0; i < splits.categories.length; i++) {
      if (splits.categories[i] < 0 || splits.categories[i] >= MOST_CATEGORIES) {
        throw wrong(
            "categories", i, splits.categories[i], "a category from 0 to " + MOST_CATEGORIES);
      }
    }
  }

  private void checkSplit(int node, int features) {
    if (tree.splitType.length != 0 && tree.splitType[node] != 0) {
      checkCategorical(node);
    }
    int feature = tree.splitIndex[node];
    if (feature < 0 || feature >= features) {
      throw wrong("split_indices", node, feature, "a feature below num_feature, " + features);
    }
    int direction = tree.defaultLeft[node];
    if (direction != 0 && direction != 1) {
      throw wrong("default_left", node, direction, "0 or 1");
    }
  }

  private void checkCategorical(int node) {
    if (tree.splitType[node] != 1) {
      throw wrong("split_type", node, tree.splitType[node], "0 (numerical) or 1 (categorical)");
    }
    if (Arrays.binarySearch(tree.categories.nodes, node) < 0) {
      throw wrong("split_type", node, 1, "0, since categories_nodes does not name the node");
    }
  }

  private void checkLeaf(int node) {
    int right = tree.right[node];
    if (tree.leafSize == 1) {
      if (right != -1) {
        throw wrong("right_children", node, right, "-1, since it has no left child");
      }
      return;
    }
    int rows = tree.leafWeights.length / tree.leafSize;
    if (right < 0 || right >= rows) {
      throw wrong("right_children", node, right, "one of the " + rows + " rows of leaf_weights");
    }
    // Otherwise a small file could have leaves of any size, and attributions lay them all out.
    if (taken.get(right)) {
      throw wrong("right_children", node, right, "a row of leaf_weights that no other leaf has");
    }
    taken.set(right);
  }

  private ModelFormatException wrongChild(String key, int parent, int child) {
    return child < 0 || child >= tree.nodes
        ? wrong(key, parent, child, "a node below num_nodes, " + tree.nodes)
        : wrong(key, parent, child, "a node that has no other parent and is not the root");
  }

  /// Made only when it is needed.
  private String path() {
    return list + "[" + number + "]";
  }

  private ModelFormatException wrong(String key, int node, int found, String expected) {
    return new ModelFormatException(path() + "." + key + "[" + node + "]", "" + found, expected);
  }
}
