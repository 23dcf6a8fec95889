package dev.treeline.forest;

import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;

/// Counts what the splits of a checked model look at. Serves one thread.
final class FeatureUses {
  private final ModelDocument document;

  /// Of features in use only: a damaged file may claim millions of others.
  private final Map<Integer, Counts> counts = new HashMap<>();

  private List<List<String>> categories = List.of();
  private boolean known = true;

  private long nodes;
  private long leaves;
  private long categoricalSplits;
  private int deepest;

  FeatureUses(ModelDocument document) {
    this.document = document;
  }

  /// What was counted of one feature.
  private static final class Counts {
    long weight;
    double gain;
    double cover;
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
      Counts feature = counts.computeIfAbsent(tree.splitIndex[node], _ -> new Counts());
      feature.weight++;
      feature.gain += has ? tree.gain[node] : 0;
      feature.cover += has ? tree.cover[node] : 0;
      categoricalSplits += tree.isCategorical(node) ? 1 : 0;
      reached[end++] = tree.left[node];
      reached[end++] = tree.right[node];
    }
    nodes += end;
    deepest = Math.max(deepest, depth);
  }

  /// One use a feature, made when asked for; nothing may be counted any more.
  List<FeatureUse> list() {
    return new Uses();
  }

  private final class Uses extends AbstractList<FeatureUse> implements RandomAccess {
    @Override
    public int size() {
      return document.param().features();
    }

    @Override
    public FeatureUse get(int f) {
      Objects.checkIndex(f, size());
      Counts counted = counts.getOrDefault(f, new Counts());
      boolean judged = known && counted.weight > 0;
      return new FeatureUse(
          document.featureNames().isEmpty() ? "f" + f : document.featureNames().get(f),
          f < document.featureTypes().size() ? document.featureTypes().get(f) : "",
          categories.isEmpty() ? 0 : categories.get(f).size(),
          counted.weight,
          judged ? counted.gain / counted.weight : Double.NaN,
          judged ? counted.cover / counted.weight : Double.NaN);
    }
  }
}
