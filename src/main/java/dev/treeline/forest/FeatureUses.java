package dev.treeline.forest;

import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import java.util.ArrayList;
import java.util.List;

/// Counts what the splits of a checked model look at. Serves one thread.
final class FeatureUses {
  private final ModelDocument document;
  private final long[] weight;
  private final double[] gain;
  private final double[] cover;
  private List<List<String>> categories = List.of();
  private boolean known = true;

  private long nodes;
  private long leaves;
  private long categoricalSplits;
  private int deepest;

  FeatureUses(ModelDocument document) {
    this.document = document;
    int features = document.param().features();
    weight = new long[features];
    gain = new double[features];
    cover = new double[features];
  }

  Inspection.Shape count(TreesDocument booster) {
    categories = booster.categories;
    for (TreeDocument tree : booster.trees) {
      count(tree);
    }
    int leafSize = booster.trees.isEmpty() ? 1 : booster.trees.getFirst().leafSize;
    return new Inspection.Shape(
        booster.trees.size(), nodes, leaves, deepest, categoricalSplits, leafSize);
  }

  /// Level by level from the root, so that what a pruner deleted is not counted.
  private void count(TreeDocument tree) {
    boolean has = tree.gain.length == tree.nodes && tree.cover.length == tree.nodes;
    known &= has;
    int[] reached = new int[tree.nodes];
    int end = 1;
    int levelEnd = 1;
    int depth = 0;
    for (int at = 0; at < end; at++) {
      if (at == levelEnd) {
        depth++;
        levelEnd = end;
      }
      int node = reached[at];
      if (tree.isLeaf(node)) {
        leaves++;
        continue;
      }
      int feature = tree.splitIndex[node];
      weight[feature]++;
      gain[feature] += has ? tree.gain[node] : 0;
      cover[feature] += has ? tree.cover[node] : 0;
      categoricalSplits += tree.isCategorical(node) ? 1 : 0;
      reached[end++] = tree.left[node];
      reached[end++] = tree.right[node];
    }
    nodes += end;
    deepest = Math.max(deepest, depth);
  }

  List<FeatureUse> list() {
    List<FeatureUse> uses = new ArrayList<>();
    for (int f = 0; f < weight.length; f++) {
      boolean judged = known && weight[f] > 0;
      uses.add(
          new FeatureUse(
              document.featureNames().isEmpty() ? "f" + f : document.featureNames().get(f),
              f < document.featureTypes().size() ? document.featureTypes().get(f) : "",
              categories.isEmpty() ? 0 : categories.get(f).size(),
              weight[f],
              judged ? gain[f] / weight[f] : Double.NaN,
              judged ? cover[f] / weight[f] : Double.NaN));
    }
    return uses;
  }
}
