package dev.treeline.forest;

import java.util.BitSet;

/// Checks that a tree document is one tree: what the root reaches, and nothing else, is looked at,
/// since pruning leaves deleted nodes behind.
final class TreeCheck {
  private final TreeDocument tree;
  private final String path;

  TreeCheck(TreeDocument tree, String path) {
    this.tree = tree;
    this.path = path;
  }

  void check(int features) {
    checkSizes();
    var seen = new BitSet(tree.nodes);
    int[] waiting = new int[tree.nodes];
    int end = 0;
    waiting[end++] = 0;
    seen.set(0);
    for (int next = 0; next < end; next++) {
      int node = waiting[next];
      checkType(node);
      if (tree.left[node] == -1) {
        checkLeaf(node);
        continue;
      }
      checkFeature(node, features);
      visit("left_children", node, tree.left[node], seen);
      waiting[end++] = tree.left[node];
      visit("right_children", node, tree.right[node], seen);
      waiting[end++] = tree.right[node];
    }
  }

  private void checkSizes() {
    if (tree.nodes < 1) {
      throw new ModelFormatException(path + ".tree_param.num_nodes", "0", "at least the root");
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
          path + "." + key, size + " values", tree.nodes + ", as num_nodes says");
    }
  }

  private void checkType(int node) {
    if (tree.splitType.length != 0 && tree.splitType[node] != 0) {
      throw wrong(
          "split_type",
          node,
          tree.splitType[node],
          "0; retrain on numbers, categorical splits (1) are not supported yet");
    }
  }

  private void checkLeaf(int node) {
    if (tree.right[node] != -1) {
      throw wrong("right_children", node, tree.right[node], "-1, since it has no left child");
    }
  }

  private void checkFeature(int node, int features) {
    int feature = tree.splitIndex[node];
    if (feature < 0 || feature >= features) {
      throw wrong("split_indices", node, feature, "a feature below num_feature, " + features);
    }
    int direction = tree.defaultLeft[node];
    if (direction != 0 && direction != 1) {
      throw wrong("default_left", node, direction, "0 or 1");
    }
  }

  private void visit(String key, int parent, int child, BitSet seen) {
    if (child < 0 || child >= tree.nodes) {
      throw wrong(key, parent, child, "a node below num_nodes, " + tree.nodes);
    }
    if (seen.get(child)) {
      throw wrong(key, parent, child, "a node that has no other parent and is not the root");
    }
    seen.set(child);
  }

  private ModelFormatException wrong(String key, int node, int found, String expected) {
    return new ModelFormatException(path + "." + key + "[" + node + "]", "" + found, expected);
  }
}
