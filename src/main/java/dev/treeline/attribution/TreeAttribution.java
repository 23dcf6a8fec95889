package dev.treeline.attribution;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Attributions of a tree ensemble: one tree after another, each for a block of rows while its
/// arrays are in the cache.
final class TreeAttribution implements Attribution {
  private static final String TREES = "$.learner.gradient_booster.model.trees";

  /// Most rows that take turns at a tree, and most sums that a block of rows has.
  private static final int MOST_ROWS = 16;

  private static final int MOST_SUMS = 1 << 18;

  /// More than any real model has; takes 128 MB.
  private static final int MOST_SUMS_OF_A_ROW = 1 << 24;

  /// What the quadrature tables of all trees may take: so many entries, and more than real trees
  /// need for each node.
  private static final long MOST_ENTRIES = 1 << 24;

  private static final int MOST_ENTRIES_OF_A_NODE = 128;

  private final List<AttributionTree> trees;
  private final int features;
  private final int[] used;
  private final float[] baseMargins;
  private final float[] biases;
  private final boolean vectors;
  private final int mostSlots;
  private final int rowsTogether;

  private TreeAttribution(
      List<AttributionTree> trees, int[] used, int features, float[] baseMargins, boolean vectors) {
    this.trees = List.copyOf(trees);
    this.used = used;
    this.vectors = vectors;
    this.features = features;
    this.baseMargins = baseMargins;
    biases = biases(trees, baseMargins);
    mostSlots = trees.stream().mapToInt(tree -> tree.slots).max().orElse(0);
    long sums = Math.max(1L, (long) baseMargins.length * used.length);
    rowsTogether = Math.clamp(MOST_SUMS / sums, 1, MOST_ROWS);
  }

  /// @param count how many of the document's trees take part
  /// @throws ModelFormatException if a tree's covers are missing or no numbers from 0 on
  static TreeAttribution compile(
      TreesDocument booster, int count, int features, float[] baseMargins) {
    int[] used = used(booster.trees.subList(0, count));
    if ((long) used.length * baseMargins.length > MOST_SUMS_OF_A_ROW) {
      throw new ModelFormatException(
          TREES,
          used.length + " features in use, for each of " + baseMargins.length + " outputs",
          "at most " + MOST_SUMS_OF_A_ROW + " of both together, to be explained");
    }
    int[] last = new int[used.length];
    Arrays.fill(last, -1);
    List<AttributionTree> trees = new ArrayList<>();
    boolean vectors = false;
    long entries = 0;
    for (int t = 0; t < count; t++) {
      TreeDocument tree = booster.trees.get(t);
      float weight = t < booster.treeWeights.length ? booster.treeWeights[t] : 1;
      var compiler = new AttributionTreeCompiler(tree, TREES + "[" + t + "]", used, last);
      vectors |= tree.leafSize > 1;
      for (int target = 0; target < tree.leafSize; target++) {
        int group = tree.leafSize > 1 ? target : booster.treeGroup[t];
        trees.add(compiler.compile(group, target, weight));
      }
      entries += trees.getLast().tableEntries() - (long) MOST_ENTRIES_OF_A_NODE * tree.nodes;
      if (entries > MOST_ENTRIES) {
        throw new ModelFormatException(
            TREES, "trees with thousands of features on a path", "fewer of them, to be explained");
      }
    }
    return new TreeAttribution(trees, used, features, baseMargins, vectors);
  }

  /// The features that splits within reach of a root look at.
  private static int[] used(List<TreeDocument> trees) {
    var used = new BitSet();
    for (TreeDocument tree : trees) {
      int[] waiting = new int[tree.nodes];
      int end = 1;
      for (int next = 0; next < end; next++) {
        int node = waiting[next];
        if (!tree.isLeaf(node)) {
          used.set(tree.splitIndex[node]);
          waiting[end++] = tree.left[node];
          waiting[end++] = tree.right[node];
        }
      }
    }
    return used.stream().toArray();
  }

  /// Summed in double, rounded, and added to the base margin in float32, as libxgboost does.
  private static float[] biases(List<AttributionTree> trees, float[] baseMargins) {
    double[] means = new double[baseMargins.length];
    for (AttributionTree tree : trees) {
      means[tree.group] += tree.rootMean;
    }
    float[] biases = new float[baseMargins.length];
    for (int group = 0; group < biases.length; group++) {
      biases[group] = (float) means[group] + baseMargins[group];
    }
    return biases;
  }

  @Override
  public Scratch scratch() {
    return new Scratch(used, mostSlots, rowsTogether, baseMargins.length);
  }

  @Override
  public void contributions(float[] rows, int count, float[] out, Scratch scratch) {
    for (int row = 0; row < count; row += rowsTogether) {
      block(rows, row, Math.min(rowsTogether, count - row), scratch);
      write(out, row, Math.min(rowsTogether, count - row), scratch.sums.contributions);
    }
  }

  private void block(float[] rows, int first, int count, Scratch scratch) {
    int groups = baseMargins.length;
    for (int row = 0; row < count; row++) {
      scratch.rows.take(row, rows, (first + row) * features);
    }
    PathIntegral.Sums sums = scratch.sums;
    Arrays.fill(sums.contributions, 0, count * groups * used.length, 0);
    for (AttributionTree tree : trees) {
      for (int row = 0; row < count; row++) {
        sums.base = (row * groups + tree.group) * used.length;
        tree.decide(scratch.rows, row, scratch.decisions);
        PathIntegral.add(tree, scratch.decisions, sums);
      }
    }
  }

  private void write(float[] out, int first, int count, double[] sums) {
    int groups = baseMargins.length;
    int begin = first * groups * (features + 1);
    Arrays.fill(out, begin, begin + count * groups * (features + 1), 0);
    for (int rowGroup = 0; rowGroup < count * groups; rowGroup++) {
      int at = begin + rowGroup * (features + 1);
      for (int u = 0; u < used.length; u++) {
        out[at + used[u]] = (float) sums[rowGroup * used.length + u];
      }
      out[at + features] = biases[rowGroup % groups];
    }
  }

  /// Saabas' method in float32 and in libxgboost's order, so that the bits are libxgboost's.
  @Override
  public void approximate(float[] row, float[] out, Scratch scratch) {
    if (vectors) {
      throw new UnsupportedOperationException(
          "Approximate contributions of a model with leaf vectors: ask for the exact ones");
    }
    scratch.rows.take(0, row, 0);
    Arrays.fill(out, 0, baseMargins.length * (features + 1), 0);
    float[] ofTree = new float[used.length];
    for (AttributionTree tree : trees) {
      int base = tree.group * (features + 1);
      tree.decide(scratch.rows, 0, scratch.decisions);
      walk(tree, scratch.decisions, ofTree);
      collect(tree, scratch.decisions, ofTree, out);
      out[base + features] += tree.saabasRoot * tree.weight;
    }
    for (int group = 0; group < baseMargins.length; group++) {
      out[group * (features + 1) + features] += baseMargins[group];
    }
  }

  private static void walk(
      AttributionTree tree, AttributionTree.Decisions decisions, float[] ofTree) {
    float mean = tree.saabasRoot;
    for (int i = 0; i < tree.splits; ) {
      int go = 2 * i + decisions.right[i];
      ofTree[tree.feature[i]] += tree.saabasMean[go] - mean;
      mean = tree.saabasMean[go];
      i = i < tree.inner ? tree.child[go] : tree.splits;
    }
  }

  private void collect(
      AttributionTree tree, AttributionTree.Decisions decisions, float[] ofTree, float[] out) {
    int base = tree.group * (features + 1);
    for (int i = 0; i < tree.splits; ) {
      int feature = tree.feature[i];
      out[base + used[feature]] += ofTree[feature] * tree.weight;
      ofTree[feature] = 0;
      i = i < tree.inner ? tree.child[2 * i + decisions.right[i]] : tree.splits;
    }
  }

  @Override
  public void interactions(float[] row, float[] out, Scratch scratch) {
    scratch.rows.take(0, row, 0);
    int side = features + 1;
    Arrays.fill(out, 0, baseMargins.length * side * side, 0);
    for (int group = 0; group < baseMargins.length; group++) {
      var integral = new PairIntegral(mostSlots, used.length);
      for (AttributionTree tree : trees) {
        if (tree.group == group) {
          tree.decide(scratch.rows, 0, scratch.decisions);
          integral.add(tree, scratch.decisions);
        }
      }
      write(integral, group, out);
    }
  }

  /// Half of a pair's interaction to each of its two places; what is left of the feature's own
  /// contribution to the diagonal.
  private void write(PairIntegral integral, int group, float[] out) {
    int side = features + 1;
    int base = group * side * side;
    int n = used.length;
    for (int a = 0; a < n; a++) {
      double alone = integral.contributions[a];
      for (int b = 0; b < n; b++) {
        double half = 0.5 * (integral.pairs[a * n + b] + integral.pairs[b * n + a]);
        if (a != b) {
          out[base + used[a] * side + used[b]] = (float) half;
          alone -= half;
        }
      }
      out[base + used[a] * side + used[a]] = (float) alone;
    }
    out[base + features * side + features] = biases[group];
  }
}
