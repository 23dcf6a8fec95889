package dev.treeline.kernel;

import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import java.util.ArrayList;
import java.util.List;

/// Compiles checked trees to a [Forest].
final class ForestCompiler {
  private ForestCompiler() {}

  /// @param booster checked: every tree is a tree, every feature and group is in range
  /// @param count how many of the trees, from the first on
  /// @param groups output groups of the model
  static Forest compile(TreesDocument booster, int count, int groups) {
    List<TreeLayout> layouts = new ArrayList<>(count);
    float[] weights = booster.treeWeights;
    for (int t : order(booster, count, groups)) {
      float weight = t < weights.length ? weights[t] : 1;
      layouts.add(new TreeLayout(booster.trees.get(t), t, booster.treeGroup[t], weight));
    }
    var slots = new Slots(layouts);
    var blocks = new BlockBuilder(slots);
    for (TreeLayout layout : layouts) {
      blocks.add(layout);
    }
    return new Forest(new RowPlan(slots), blocks.blocks(), count, groups);
  }

  /// The trees group by group, so that a block has only one, and in the file's order within a
  /// group. Leaf vectors add to every group: where there are any, the file's order stands.
  private static int[] order(TreesDocument booster, int count, int groups) {
    int[] next = new int[groups + 1];
    boolean byGroup = true;
    for (int t = 0; t < count; t++) {
      TreeDocument tree = booster.trees.get(t);
      byGroup &= tree.leafSize == 1;
      next[booster.treeGroup[t] + 1]++;
    }
    for (int g = 0; g < groups; g++) {
      next[g + 1] += next[g];
    }
    int[] order = new int[count];
    for (int t = 0; t < count; t++) {
      order[byGroup ? next[booster.treeGroup[t]]++ : t] = t;
    }
    return order;
  }
}
