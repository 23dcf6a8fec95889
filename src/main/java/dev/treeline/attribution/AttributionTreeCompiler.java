package dev.treeline.attribution;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreeDocument;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lays a checked tree out as [AttributionTree]s: one, or one for each value of its leaf vectors.
final class AttributionTreeCompiler {
  private final TreeDocument tree;
  private final String place;

  /// For each used feature, what [#descend] met last on the path: the split times 2 plus the side.
  private final int[] last;

  private final int[] used;

  /// Nodes that the root reaches, level by level.
  private final int[] order;

  /// For each node its place in the layout, for splits.
  private final int[] index;

  private final int[] parent;

  /// For each split the nearest above it on the same feature, times 2 plus the side; or -1.
  private final int[] above;

  private int deepest;

  /// The tree of the first value; null before.
  private @Nullable AttributionTree first;

  /// @param used the features that any split of the model looks at, rising
  /// @param last as many -1 as used features; left so
  /// @throws ModelFormatException if the tree has no usable covers, or is too large
  AttributionTreeCompiler(TreeDocument tree, String place, int[] used, int[] last) {
    this.tree = tree;
    this.place = place;
    this.used = used;
    this.last = last;
    index = new int[tree.nodes];
    parent = new int[tree.nodes];
    above = new int[tree.nodes];
    order = reach();
    checkCovers();
    descend();
  }

  /// Trees of one compiler share what does not depend on the leaves' values.
  ///
  /// @param target which value of the leaves
  /// @param weight what the leaves are multiplied with
  /// @throws ModelFormatException if the tree is too large
  AttributionTree compile(int group, int target, float weight) {
    var to = new AttributionTree();
    to.group = group;
    to.weight = weight;
    if (first == null) {
      lay(to);
      splits(to);
    } else {
      to.splits = first.splits;
      to.inner = first.inner;
    }
    double[] means = means(to, target, weight);
    to.rootMean = means[0];
    children(to, means);
    if (first == null) {
      to.remaining = remaining(to);
      to.blocks = AttributionTree.Points.blocks(place, deepest, to.remaining);
      first = to;
    } else {
      to.share(first);
    }
    return to;
  }

  private int[] reach() {
    int[] reached = new int[tree.nodes];
    parent[0] = -1;
    int end = 1;
    for (int next = 0; next < end; next++) {
      int node = reached[next];
      if (!tree.isLeaf(node)) {
        reached[end++] = tree.left[node];
        reached[end++] = tree.right[node];
        parent[tree.left[node]] = 2 * node;
        parent[tree.right[node]] = 2 * node + 1;
      }
    }
    return Arrays.copyOf(reached, end);
  }

  private void checkCovers() {
    if (tree.cover.length != tree.nodes) {
      throw new ModelFormatException(
          place + ".sum_hessian",
          tree.cover.length + " covers",
          tree.nodes + ", one for each node: attributions weigh branches by them");
    }
    for (int node : order) {
      if (!(tree.cover[node] >= 0 && tree.cover[node] < Float.POSITIVE_INFINITY)) {
        throw new ModelFormatException(
            place + ".sum_hessian[" + node + "]", "" + tree.cover[node], "a number from 0 on");
      }
    }
  }

  /// Walks depth first, without recursion, to know of each split which is the nearest above on the
  /// same feature, and how many different features the longest path has.
  private void descend() {
    int[] path = new int[order.length];
    int[] before = new int[order.length];
    byte[] stage = new byte[order.length];
    int depth = tree.isLeaf(0) ? -1 : 0;
    int different = 0;
    while (depth >= 0) {
      int node = path[depth];
      int feature = Arrays.binarySearch(used, tree.splitIndex[node]);
      if (stage[depth] == 0) {
        above[node] = last[feature];
        before[depth] = last[feature];
        different += last[feature] == -1 ? 1 : 0;
        deepest = Math.max(deepest, different);
      }
      if (stage[depth] == 2) {
        last[feature] = before[depth];
        different -= before[depth] == -1 ? 1 : 0;
        depth--;
        continue;
      }
      int side = stage[depth]++;
      last[feature] = 2 * node + side;
      int child = side == 0 ? tree.left[node] : tree.right[node];
      if (!tree.isLeaf(child)) {
        path[++depth] = child;
        stage[depth] = 0;
      }
    }
  }

  /// Numbers the splits: those above other splits first.
  private void lay(AttributionTree to) {
    int next = 0;
    for (int node : order) {
      if (!tree.isLeaf(node) && !isLast(node)) {
        index[node] = next++;
      }
    }
    to.inner = next;
    for (int node : order) {
      if (!tree.isLeaf(node) && isLast(node)) {
        index[node] = next++;
      }
    }
    to.splits = next;
  }

  private boolean isLast(int node) {
    return tree.isLeaf(tree.left[node]) && tree.isLeaf(tree.right[node]);
  }

  private void splits(AttributionTree to) {
    int n = to.splits;
    to.feature = new int[n];
    to.key = new int[n];
    to.threshold = new int[n];
    to.above = new int[n];
    to.aboveSide = new int[n];
    to.parent = new int[n];
    to.table = new int[n];
    int tables = 2;
    for (int node : order) {
      if (tree.isLeaf(node)) {
        continue;
      }
      int i = index[node];
      to.feature[i] = Arrays.binarySearch(used, tree.splitIndex[node]);
      to.key[i] = 2 * to.feature[i] + (tree.defaultLeft[node] != 0 ? 1 : 0);
      to.threshold[i] = tree.isCategorical(node) ? 0 : threshold(tree.splitCondition[node]);
      to.parent[i] = node == 0 ? -1 : 2 * index[parent[node] >> 1] + (parent[node] & 1);
      boolean highest = above[node] == -1;
      to.above[i] = highest ? n : index[above[node] >> 1];
      to.aboveSide[i] = highest ? 3 : 1 + (above[node] & 1);
      to.table[i] = highest ? 1 : tables++;
    }
    to.remaining = new double[tables];
    categories(to);
  }

  /// Nothing is less than NaN, but a missing value still may go left.
  private static int threshold(float condition) {
    return Float.isNaN(condition) ? Integer.MIN_VALUE + 1 : AttributionTree.Rows.key(condition);
  }

  private void categories(AttributionTree to) {
    int[] nodes = Arrays.stream(order).filter(this::splitsByCategory).toArray();
    to.categorical = Arrays.stream(nodes).map(node -> index[node]).toArray();
    to.goesRight = new CategorySet[nodes.length];
    for (int c = 0; c < nodes.length; c++) {
      to.goesRight[c] = new CategorySet(tree.categories.right(nodes[c]));
    }
  }

  private boolean splitsByCategory(int node) {
    return !tree.isLeaf(node) && tree.isCategorical(node);
  }

  /// The mean of each node by cover, in double; where nothing was covered, half and half.
  private double[] means(AttributionTree to, int target, float weight) {
    double[] means = new double[tree.nodes];
    float[] saabas = new float[tree.nodes];
    to.share = new double[2 * to.splits];
    to.saabasMean = new float[2 * to.splits];
    for (int at = order.length - 1; at >= 0; at--) {
      int node = order[at];
      if (tree.isLeaf(node)) {
        saabas[node] = value(node, target);
        means[node] = (double) saabas[node] * weight;
        continue;
      }
      int i = index[node];
      int left = tree.left[node];
      int right = tree.right[node];
      to.share[2 * i] = share(left, node);
      to.share[2 * i + 1] = share(right, node);
      means[node] = to.share[2 * i] * means[left] + to.share[2 * i + 1] * means[right];
      to.saabasMean[2 * i] = saabas[left];
      to.saabasMean[2 * i + 1] = saabas[right];
      saabas[node] =
          tree.cover[node] == 0
              ? 0.5f * (saabas[left] + saabas[right])
              : (saabas[left] * tree.cover[left] + saabas[right] * tree.cover[right])
                  / tree.cover[node];
    }
    to.saabasRoot = saabas[0];
    return means;
  }

  private double share(int child, int node) {
    return tree.cover[node] == 0 ? 0.5 : (double) tree.cover[child] / tree.cover[node];
  }

  private float value(int leaf, int target) {
    return tree.leafSize > 1
        ? tree.leafWeights[tree.right[leaf] * tree.leafSize + target]
        : tree.splitCondition[leaf];
  }

  private void children(AttributionTree to, double[] means) {
    to.child = new int[2 * to.inner];
    to.mean = new double[to.splits];
    to.gap = new double[2 * to.splits];
    to.leafSlot = new int[order.length];
    to.leafValue = new double[order.length];
    to.slots = to.splits;
    for (int node : order) {
      if (tree.isLeaf(node)) {
        continue;
      }
      int i = index[node];
      to.mean[i] = means[node];
      to.gap[2 * i] = means[tree.left[node]] - means[node];
      to.gap[2 * i + 1] = means[tree.right[node]] - means[node];
      if (i < to.inner) {
        to.child[2 * i] = slot(to, tree.left[node], means);
        to.child[2 * i + 1] = slot(to, tree.right[node], means);
      }
    }
    to.leafSlot = Arrays.copyOf(to.leafSlot, to.slots - to.splits);
    to.leafValue = Arrays.copyOf(to.leafValue, to.slots - to.splits);
  }

  private int slot(AttributionTree to, int node, double[] means) {
    if (!tree.isLeaf(node)) {
      return index[node];
    }
    to.leafSlot[to.slots - to.splits] = to.slots;
    to.leafValue[to.slots - to.splits] = means[node];
    return to.slots++;
  }

  /// For each table the product of the shares that lead from the highest split on the feature to
  /// the one that the table is for.
  private double[] remaining(AttributionTree to) {
    double[] remaining = new double[to.remaining.length];
    remaining[1] = 1;
    for (int node : order) {
      if (!tree.isLeaf(node) && above[node] != -1) {
        int i = to.above[index[node]];
        int side = above[node] & 1;
        remaining[to.table[index[node]]] = remaining[to.table[i]] * to.share[2 * i + side];
      }
    }
    return remaining;
  }
}
