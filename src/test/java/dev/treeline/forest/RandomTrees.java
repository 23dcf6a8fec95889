package dev.treeline.forest;

import dev.treeline.booster.CategoricalSplits;
import dev.treeline.booster.FileVersion;
import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.ModelDocument.LearnerParam;
import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Grows trees that no training would give: thresholds and leaves that are NaN, infinite, subnormal
/// or zeros of either sign, children in any order, nodes out of reach, odd sets of categories.
public final class RandomTrees {
  private static final float[] ODD = {
    0,
    -0.0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final SplittableRandom random;
  private final int features;

  /// Values of a leaf.
  private final int leafSize;

  /// One in so many splits is by category; 0 for none.
  private final int categorical;

  public RandomTrees(SplittableRandom random, int features, int leafSize, int categorical) {
    this.random = random;
    this.features = features;
    this.leafSize = leafSize;
    this.categorical = categorical;
  }

  /// Any tree: one leaf, a chain, or grown by splitting random leaves.
  public TreeDocument any() {
    int splits = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
    return random.nextInt(4) == 0 ? chain(splits) : grown(splits, random.nextBoolean());
  }

  /// A tree whose every leaf is so deep, in the file's usual order.
  public TreeDocument full(int depth) {
    return full(depth, /* pruned */ false);
  }

  /// Grows a full tree.
  ///
  /// @param pruned whether there are nodes out of reach, and children in any order
  public TreeDocument full(int depth, boolean pruned) {
    List<Integer> leaves = new ArrayList<>(List.of(0));
    int gap = pruned ? random.nextInt(3) : 0;
    var parts = parts((2 << depth) - 1 + gap);
    for (int s = 0; s < (1 << depth) - 1; s++) {
      int child = 2 * s + 1 + gap;
      split(parts, leaves.removeFirst(), child, pruned && random.nextBoolean());
      leaves.add(child);
      leaves.add(child + 1);
    }
    return finished(parts, leaves);
  }

  public TreeDocument chain(int splits) {
    List<Integer> leaves = new ArrayList<>();
    var parts = parts(2 * splits + 1);
    int last = 0;
    for (int s = 0; s < splits; s++) {
      split(parts, last, 2 * s + 1, false);
      leaves.add(2 * s + 1);
      last = 2 * s + 2;
    }
    leaves.add(last);
    return finished(parts, leaves);
  }

  /// Grows a tree by splitting random leaves.
  ///
  /// @param pruned whether there are nodes out of reach, and children in any order
  public TreeDocument grown(int splits, boolean pruned) {
    List<Integer> leaves = new ArrayList<>(List.of(0));
    int gap = pruned ? random.nextInt(3) : 0;
    var parts = parts(2 * splits + 1 + gap);
    for (int s = 0; s < splits; s++) {
      int node = leaves.remove(/* index */ random.nextInt(leaves.size()));
      int child = 2 * s + 1 + gap;
      split(parts, node, child, pruned && random.nextBoolean());
      leaves.add(child);
      leaves.add(child + 1);
    }
    return finished(parts, leaves);
  }

  /// A model of these trees, each of a random group, the first half of them weighted by chance.
  CheckedModel model(List<TreeDocument> trees, int groups) {
    var parts = new TreesDocument.Parts();
    parts.treeCount = trees.size();
    parts.treeGroup = new int[trees.size()];
    parts.treeWeights = new float[random.nextInt(3) == 0 ? trees.size() / 2 : 0];
    for (int t = 0; t < trees.size(); t++) {
      parts.treeGroup[t] = random.nextInt(groups);
    }
    for (int t = 0; t < parts.treeWeights.length; t++) {
      parts.treeWeights[t] = (float) random.nextDouble();
    }
    return CheckedModel.check(
        new ModelDocument(
            new FileVersion(3, 4, 0),
            new LearnerParam("5E-1", false, 0, features, groups),
            "reg:squarederror",
            Map.of(),
            List.of(),
            List.of(),
            new TreesDocument(parts, trees)));
  }

  private static TreeDocument.Parts parts(int nodes) {
    var parts = new TreeDocument.Parts();
    parts.nodes = nodes;
    parts.left = new int[nodes];
    parts.right = new int[nodes];
    Arrays.fill(parts.left, -1);
    Arrays.fill(parts.right, -1);
    parts.splitIndex = new int[nodes];
    parts.splitCondition = new float[nodes];
    parts.defaultLeft = new int[nodes];
    parts.splitType = new int[nodes];
    return parts;
  }

  private void split(TreeDocument.Parts parts, int node, int child, boolean swapped) {
    parts.left[node] = swapped ? child + 1 : child;
    parts.right[node] = swapped ? child : child + 1;
    parts.splitIndex[node] = random.nextInt(features);
    parts.defaultLeft[node] = random.nextInt(2);
    parts.splitCondition[node] = value();
    parts.splitType[node] = categorical > 0 && random.nextInt(categorical) == 0 ? 1 : 0;
  }

  private TreeDocument finished(TreeDocument.Parts parts, List<Integer> leaves) {
    parts.leafSize = leafSize;
    parts.leafWeights = new float[leafSize == 1 ? 0 : leaves.size() * leafSize];
    for (int i = 0; i < parts.leafWeights.length; i++) {
      parts.leafWeights[i] = leafValue();
    }
    for (int i = 0; i < leaves.size(); i++) {
      parts.splitCondition[leaves.get(i)] = leafValue();
      parts.right[leaves.get(i)] = leafSize == 1 ? -1 : i;
    }
    if (categorical > 0) {
      addSets(parts);
    } else if (random.nextBoolean()) {
      parts.splitType = new int[0];
    }
    return new TreeDocument(parts);
  }

  /// Small sets are often the same; some name categories far apart; some are empty.
  private void addSets(TreeDocument.Parts parts) {
    List<Integer> nodes = new ArrayList<>();
    List<Integer> begins = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    List<Integer> categories = new ArrayList<>();
    for (int node = 0; node < parts.nodes; node++) {
      if (parts.splitType[node] == 1) {
        int size = random.nextInt(4) == 0 ? random.nextInt(20) : random.nextInt(3);
        nodes.add(node);
        begins.add(categories.size());
        sizes.add(size);
        for (int i = 0; i < size; i++) {
          int most = random.nextInt(20) == 0 ? 1 << 24 : random.nextInt(5) == 0 ? 200 : 20;
          categories.add(random.nextInt(most));
        }
      }
    }
    parts.categories =
        new CategoricalSplits(ints(nodes), ints(begins), ints(sizes), ints(categories));
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private float leafValue() {
    return random.nextInt(50) == 0 ? value() : (float) random.nextDouble(-1, 1);
  }

  private float value() {
    return random.nextInt(4) == 0
        ? ODD[random.nextInt(ODD.length)]
        : Math.round(random.nextDouble(-20, 20)) / 10f;
  }
}
