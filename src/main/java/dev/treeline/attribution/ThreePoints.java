package dev.treeline.attribution;

import dev.treeline.attribution.AttributionTree.Decisions;
import dev.treeline.attribution.AttributionTree.Points;

/// [PathIntegral] for a block of three points, written out: twice as fast as loops over the points.
final class ThreePoints {
  private ThreePoints() {}

  static void add(
      AttributionTree tree, Points points, Decisions decisions, PathIntegral.Sums sums) {
    down(tree, points, decisions, sums.state);
    last(tree, points, decisions, sums);
    for (int leaf = 0; leaf < tree.leafSlot.length; leaf++) {
      int s = 3 * tree.leafSlot[leaf];
      double value = tree.leafValue[leaf];
      sums.state[s] = value;
      sums.state[s + 1] = value;
      sums.state[s + 2] = value;
    }
    up(tree, points, decisions, sums);
  }

  private static void down(AttributionTree tree, Points points, Decisions decisions, double[] c) {
    int[] right = decisions.right;
    int[] table = decisions.table;
    int[] child = tree.child;
    double[] share = tree.share;
    double[] r = points.tables;
    System.arraycopy(points.weights, 0, c, 0, 3);
    int inner = tree.inner;
    for (int i = 0; i < inner; i++) {
      int go = 2 * i + right[i];
      int not = 4 * i + 1 - go;
      int hot = 3 * child[go];
      int cold = 3 * child[not];
      double p = share[go];
      double q = share[not];
      int t = 6 * table[i];
      int s = 3 * i;
      double u0 = c[s] * r[t];
      double u1 = c[s + 1] * r[t + 1];
      double u2 = c[s + 2] * r[t + 2];
      double z0 = c[s] - u0;
      double z1 = c[s + 1] - u1;
      double z2 = c[s + 2] - u2;
      c[hot] = u0 + z0 * p;
      c[hot + 1] = u1 + z1 * p;
      c[hot + 2] = u2 + z2 * p;
      c[cold] = z0 * q;
      c[cold + 1] = z1 * q;
      c[cold + 2] = z2 * q;
    }
  }

  private static void last(
      AttributionTree tree, Points points, Decisions decisions, PathIntegral.Sums sums) {
    int[] right = decisions.right;
    int[] table = decisions.table;
    int[] feature = tree.feature;
    double[] gap = tree.gap;
    double[] mean = tree.mean;
    double[] r = points.tables;
    double[] state = sums.state;
    double[] phi = sums.contributions;
    int base = sums.base;
    int splits = tree.splits;
    for (int i = tree.inner; i < splits; i++) {
      int t = 6 * table[i];
      int s = 3 * i;
      double d = gap[2 * i + right[i]];
      double m = mean[i];
      phi[base + feature[i]] +=
          d * (state[s] * r[t + 3] + state[s + 1] * r[t + 4] + state[s + 2] * r[t + 5]);
      state[s] = m + r[t] * d;
      state[s + 1] = m + r[t + 1] * d;
      state[s + 2] = m + r[t + 2] * d;
    }
  }

  private static void up(
      AttributionTree tree, Points points, Decisions decisions, PathIntegral.Sums sums) {
    int[] right = decisions.right;
    int[] table = decisions.table;
    int[] child = tree.child;
    int[] feature = tree.feature;
    double[] share = tree.share;
    double[] r = points.tables;
    double[] g = sums.state;
    double[] phi = sums.contributions;
    int base = sums.base;
    for (int i = tree.inner - 1; i >= 0; i--) {
      int go = 2 * i + right[i];
      int not = 4 * i + 1 - go;
      int hot = 3 * child[go];
      int cold = 3 * child[not];
      double p = share[go];
      double q = share[not];
      int t = 6 * table[i];
      int s = 3 * i;
      double m0 = p * g[hot] + q * g[cold];
      double m1 = p * g[hot + 1] + q * g[cold + 1];
      double m2 = p * g[hot + 2] + q * g[cold + 2];
      double d0 = g[hot] - m0;
      double d1 = g[hot + 1] - m1;
      double d2 = g[hot + 2] - m2;
      phi[base + feature[i]] +=
          g[s] * r[t + 3] * d0 + g[s + 1] * r[t + 4] * d1 + g[s + 2] * r[t + 5] * d2;
      g[s] = m0 + r[t] * d0;
      g[s + 1] = m1 + r[t + 1] * d1;
      g[s + 2] = m2 + r[t + 2] * d2;
    }
  }
}
