package dev.treeline.forest;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreesDocument;

/// Checks that the trees of a document, and what it says of them together, agree.
final class TreesCheck {
  private static final String BOOSTER = "$.learner.gradient_booster.model";

  private final TreesDocument booster;
  private final int trees;
  private final int groups;

  TreesCheck(TreesDocument booster, int groups) {
    this.booster = booster;
    this.trees = booster.trees.size();
    this.groups = groups;
  }

  /// @throws ModelFormatException with the path of the first thing that is wrong
  void check(int features) {
    checkGroups();
    checkRounds();
    checkWeights();
    checkCategories(features);
    for (int t = 0; t < trees; t++) {
      if (booster.trees.get(t).leafSize != booster.trees.getFirst().leafSize) {
        throw wrong(
            ".trees[" + t + "].tree_param.size_leaf_vector",
            "" + booster.trees.get(t).leafSize,
            booster.trees.getFirst().leafSize + ", as the first tree has");
      }
      new TreeCheck(booster.trees.get(t), BOOSTER + ".trees", t).check(features, groups);
    }
  }

  private void checkGroups() {
    if (booster.treeCount != trees) {
      throw wrong(".trees", trees + " trees", booster.treeCount + ", as num_trees says");
    }
    if (booster.treeGroup.length != trees) {
      throw wrong(".tree_info", booster.treeGroup.length + " groups", "one for each tree");
    }
    for (int t = 0; t < trees; t++) {
      int group = booster.treeGroup[t];
      if (group < 0 || group >= groups) {
        throw wrong(".tree_info[" + t + "]", "" + group, "an output group below " + groups);
      }
    }
  }

  private void checkRounds() {
    int[] starts = booster.roundStarts;
    for (int i = 0; i < starts.length; i++) {
      int least = i == 0 ? 0 : starts[i - 1];
      int most = i == 0 ? 0 : trees;
      boolean last = i == starts.length - 1;
      if (starts[i] < least || starts[i] > most || (last && starts[i] != trees)) {
        throw wrong(
            ".iteration_indptr[" + i + "]",
            "" + starts[i],
            "numbers that rise from 0 to the number of trees, " + trees);
      }
    }
  }

  private void checkWeights() {
    if (booster.treeWeights.length > trees) {
      throw wrong(
          ".weight_drop",
          booster.treeWeights.length + " weights",
          "at most one for each of " + trees + " trees");
    }
  }

  private void checkCategories(int features) {
    int lists = booster.categories.size();
    if (lists != 0 && lists != features) {
      throw wrong(".cats.enc", lists + " features", features + ", as num_feature says, or none");
    }
  }

  private static ModelFormatException wrong(String key, String found, String expected) {
    return new ModelFormatException(BOOSTER + key, found, expected);
  }
}
