package dev.treeline.forest;

import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;

/// The slow and obvious way to score a document: what the forest is held to.
///
/// It shares nothing with the fast path but the base margins and the link functions, which have
/// their own truth.
final class TreeWalker {
  private final CheckedModel model;
  private final TreesDocument booster;

  TreeWalker(CheckedModel model) {
    this.model = model;
    booster = (TreesDocument) model.document.booster();
  }

  int features() {
    return model.document.param().features();
  }

  float[] margins(float[] row) {
    return margins(row, booster.trees.size());
  }

  /// Those of the first few trees.
  float[] margins(float[] row, int trees) {
    float[] margins = model.baseMargins.clone();
    for (int t = 0; t < trees; t++) {
      TreeDocument tree = booster.trees.get(t);
      int leaf = leaf(tree, row);
      float weight = t < booster.treeWeights.length ? booster.treeWeights[t] : 1;
      if (tree.leafSize == 1) {
        margins[booster.treeGroup[t]] += tree.splitCondition[leaf] * weight;
      } else {
        for (int g = 0; g < tree.leafSize; g++) {
          margins[g] += tree.leafWeights[tree.right[leaf] * tree.leafSize + g] * weight;
        }
      }
    }
    return margins;
  }

  float[] predictions(float[] row) {
    float[] predictions = new float[model.link.outputs(model.groups)];
    model.link.apply(margins(row), 0, model.groups, predictions, 0);
    return predictions;
  }

  int[] leaves(float[] row) {
    int[] leaves = new int[booster.trees.size()];
    for (int t = 0; t < leaves.length; t++) {
      leaves[t] = leaf(booster.trees.get(t), row);
    }
    return leaves;
  }

  private static int leaf(TreeDocument tree, float[] row) {
    int node = 0;
    while (!tree.isLeaf(node)) {
      node = goesLeft(tree, node, row[tree.splitIndex[node]]) ? tree.left[node] : tree.right[node];
    }
    return node;
  }

  private static boolean goesLeft(TreeDocument tree, int node, float x) {
    if (Float.isNaN(x)) {
      return tree.defaultLeft[node] == 1;
    }
    if (!tree.isCategorical(node)) {
      return x < tree.splitCondition[node];
    }
    if (x < 0 || x >= 16777216f) {
      return true;
    }
    for (int category : tree.categories.right(node)) {
      if (category == (int) x) {
        return false;
      }
    }
    return true;
  }
}
