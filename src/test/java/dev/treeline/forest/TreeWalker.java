package dev.treeline.forest;

import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;

/// The slow and obvious way to score a document: what the forest is held to.
///
/// It shares nothing with the fast path but the base margins and the link functions, which have
/// their own truth.
final class TreeWalker {
  private final CheckedModel model;

  TreeWalker(CheckedModel model) {
    this.model = model;
  }

  float[] margins(float[] row) {
    float[] margins = model.baseMargins.clone();
    var booster = (TreesDocument) model.document.booster();
    for (int t = 0; t < booster.trees.size(); t++) {
      margins[booster.treeGroup[t]] += leaf(booster.trees.get(t), row);
    }
    return margins;
  }

  float[] predictions(float[] row) {
    float[] predictions = new float[model.link.outputs(model.groups)];
    model.link.apply(margins(row), 0, model.groups, predictions, 0);
    return predictions;
  }

  private static float leaf(TreeDocument tree, float[] row) {
    int node = 0;
    while (tree.left[node] != -1) {
      float x = row[tree.splitIndex[node]];
      boolean goLeft = Float.isNaN(x) ? tree.defaultLeft[node] == 1 : x < tree.splitCondition[node];
      node = goLeft ? tree.left[node] : tree.right[node];
    }
    return tree.splitCondition[node];
  }
}
