package dev.treeline.forest;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Lays a checked model out as a [Forest]: only what the roots reach, level by level, so that the
/// crowded top of a tree shares cache lines.
final class ForestCompiler {
  private final List<TreeDocument> trees;
  private final float[] weights;
  private final int[] feature;
  private final int slotBits;
  private final long[] nodes;
  private final int[] roots;
  private final int[] depth;

  /// For each place in `nodes` the node's number in the file.
  private final int[] origin;

  private ForestCompiler(List<TreeDocument> trees, float[] weights) {
    this.trees = trees;
    this.weights = weights;
    var used = new BitSet();
    int reached = 0;
    for (TreeDocument tree : trees) {
      reached = Math.addExact(reached, reach(tree, used));
    }
    feature = used.stream().toArray();
    slotBits = Forest.slotBits(feature.length);
    nodes = new long[reached];
    origin = new int[reached];
    roots = new int[trees.size()];
    depth = new int[trees.size()];
  }

  /// @throws ModelFormatException if a tree is too large for the number of features that are used
  ///
  /// @param count how many of the trees, from the first on
  static Forest compile(TreesDocument booster, int count) {
    List<TreeDocument> trees = booster.trees.subList(0, count);
    for (int t = 0; t < count; t++) {
      TreeDocument tree = trees.get(t);
      if (tree.leafSize > 1 || tree.categories.nodes.length > 0) {
        throw new ModelFormatException(
            "$.learner.gradient_booster.model.trees[" + t + "]",
            "leaf vectors or categorical splits",
            "none, they are not supported yet");
      }
    }
    return new ForestCompiler(trees, booster.treeWeights)
        .compile(Arrays.copyOf(booster.treeGroup, count));
  }

  private Forest compile(int[] group) {
    int end = 0;
    for (int t = 0; t < roots.length; t++) {
      roots[t] = end;
      end = lay(t, end);
    }
    return new Forest(nodes, roots, group, depth, feature);
  }

  /// Lays one tree out from `root` on; returns where the next can start.
  private int lay(int t, int root) {
    TreeDocument tree = trees.get(t);
    int end = root + 1;
    int levelEnd = end;
    origin[root] = 0;
    for (int at = root; at < end; at++) {
      if (at == levelEnd) {
        depth[t]++;
        levelEnd = end;
      }
      int node = origin[at];
      if (tree.left[node] == -1) {
        nodes[at] = leaf(weighted(t, tree.splitCondition[node]));
      } else {
        nodes[at] = split(t, node, end - at);
        origin[end++] = tree.right[node];
        origin[end++] = tree.left[node];
      }
    }
    return end;
  }

  /// In float32, as libxgboost multiplies when it scores.
  private float weighted(int t, float leaf) {
    return t < weights.length ? leaf * weights[t] : leaf;
  }

  private long leaf(float value) {
    return (long) Float.floatToRawIntBits(value) << 32 | Forest.neverLess(feature.length);
  }

  private long split(int t, int node, int step) {
    TreeDocument tree = trees.get(t);
    if (step > -1 >>> slotBits) {
      throw new ModelFormatException(
          "$.learner.gradient_booster.model.trees[" + t + "]",
          "a tree of " + tree.nodes + " nodes in a model that uses " + feature.length + " features",
          "at most 2^31 nodes × features");
    }
    int slot = 2 * Arrays.binarySearch(feature, tree.splitIndex[node]) + tree.defaultLeft[node];
    return (long) threshold(tree.splitCondition[node]) << 32
        | Integer.toUnsignedLong(step << slotBits | slot);
  }

  /// Nothing is less than NaN, but a missing value, of the least key, still may go left.
  private static int threshold(float condition) {
    return Float.isNaN(condition) ? Integer.MIN_VALUE + 1 : Forest.key(condition);
  }

  /// Notes the features that a tree's splits use; returns how many nodes the root reaches.
  private static int reach(TreeDocument tree, BitSet used) {
    int[] waiting = new int[tree.nodes];
    int end = 1;
    for (int next = 0; next < end; next++) {
      int node = waiting[next];
      if (tree.left[node] != -1) {
        used.set(tree.splitIndex[node]);
        waiting[end++] = tree.left[node];
        waiting[end++] = tree.right[node];
      }
    }
    return end;
  }
}
