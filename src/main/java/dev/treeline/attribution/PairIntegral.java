package dev.treeline.attribution;

import dev.treeline.attribution.AttributionTree.Decisions;
import dev.treeline.attribution.AttributionTree.Points;
import java.util.Arrays;

/// Exact Shapley interaction values of one tree and row, by the passes of [PathIntegral].
///
/// The interaction of features `i` and `j` on the path of leaf `v` is `v a_i a_j ∫ Π_k (t o_k +
/// (1-t) p_k) dt` with `a = (o - p) / (t o + (1-t) p)`. A branch changes `a` of its own feature
/// only, so the product `a_i a_j` is the sum over the path's branches of the change of one times
/// the other so far: on the way up each split multiplies what its feature earns (`C e D`, point by
/// point) with the changes that the branches above it made.
final class PairIntegral {
  private final int features;
  private final double[] state;

  /// By how much each branch changes `a` of its split's feature: the left branch's points, then the
  /// right one's.
  private final double[] change;

  private final double[] earned = new double[4];

  /// What features earn alone.
  final double[] contributions;

  /// What they earn together, both orders to be added.
  final double[] pairs;

  PairIntegral(int slots, int features) {
    this.features = features;
    state = new double[Math.multiplyExact(4, Math.max(1, slots))];
    change = new double[Math.multiplyExact(8, Math.max(1, slots))];
    contributions = new double[features];
    pairs = new double[Math.multiplyExact(features, features)];
  }

  void add(AttributionTree tree, Decisions decisions) {
    if (tree.splits == 0) {
      return;
    }
    for (Points points : tree.blocks) {
      System.arraycopy(points.weights, 0, state, 0, points.width);
      for (int i = 0; i < tree.splits; i++) {
        down(tree, points, decisions, i);
      }
      for (int leaf = 0; leaf < tree.leafSlot.length; leaf++) {
        int s = points.width * tree.leafSlot[leaf];
        Arrays.fill(state, s, s + points.width, tree.leafValue[leaf]);
      }
      for (int i = tree.splits - 1; i >= 0; i--) {
        up(tree, points, decisions, i);
      }
    }
  }

  private void down(AttributionTree tree, Points points, Decisions decisions, int i) {
    int width = points.width;
    int go = 2 * i + decisions.right[i];
    int not = 4 * i + 1 - go;
    int table = 2 * width * decisions.table[i];
    double p = tree.share[go];
    double q = tree.share[not];
    boolean inner = i < tree.inner;
    for (int k = 0; k < width; k++) {
      double c = state[width * i + k];
      double r = points.tables[table + k];
      double e = points.tables[table + width + k];
      change[width * go + k] = e == 0 ? 0 : e * (1 - p) / (r + (1 - r) * p);
      change[width * not + k] = e == 0 ? 0 : -e / (1 - r);
      if (inner) {
        state[width * tree.child[go] + k] = c * (r + (1 - r) * p);
        state[width * tree.child[not] + k] = c * (1 - r) * q;
      }
    }
  }

  private void up(AttributionTree tree, Points points, Decisions decisions, int i) {
    int width = points.width;
    int go = 2 * i + decisions.right[i];
    int not = 4 * i + 1 - go;
    int table = 2 * width * decisions.table[i];
    boolean inner = i < tree.inner;
    double sum = 0;
    for (int k = 0; k < width; k++) {
      double m = tree.mean[i];
      double d = tree.gap[go];
      if (inner) {
        double taken = state[width * tree.child[go] + k];
        m = tree.share[go] * taken + tree.share[not] * state[width * tree.child[not] + k];
        d = taken - m;
      }
      earned[k] = state[width * i + k] * points.tables[table + width + k] * d;
      state[width * i + k] = m + points.tables[table + k] * d;
      sum += earned[k];
    }
    if (decisions.way[i] != 0) {
      contributions[tree.feature[i]] += sum;
      share(tree, width, decisions, i);
    }
  }

  /// Pairs what a split earned with the features above it.
  private void share(AttributionTree tree, int width, Decisions decisions, int i) {
    int feature = tree.feature[i];
    for (int branch = tree.parent[i]; branch >= 0; branch = tree.parent[branch >> 1]) {
      int other = tree.feature[branch >> 1];
      if (other == feature || decisions.way[branch >> 1] == 0) {
        continue;
      }
      double sum = 0;
      for (int k = 0; k < width; k++) {
        sum += earned[k] * change[width * branch + k];
      }
      pairs[feature * features + other] += sum;
    }
  }
}
