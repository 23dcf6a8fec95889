package dev.treeline.forest;

import java.util.Arrays;

/// A checked model as flat arrays, and the loop that sums its leaves.
///
/// ```text
/// node, one long:   63 … 32               31 … s              s-1 … 0
///   split           key of threshold      step to children    slot of the row to compare
///   leaf            bits of the value     0                   the slot that is never less
/// ```
///
/// The children of a split are neighbours, the right one first; the next node is `node + step +
/// (row key < threshold key ? 1 : 0)`, without a jump. A leaf leads to itself, so trees of any
/// shape can be walked in step, several at a time: what bounds a single row is the latency of one
/// load after another, and eight independent walks hide each other's.
///
/// Floats are compared as integers that have the same order ([#key]); a missing value is prepared
/// twice, once less and once greater than all, and the slot that a split looks at says which way
/// missing goes. Leaves are added one by one in the file's order, whatever was walked together:
/// float addition is not associative.
///
/// Immutable; one instance serves every thread.
final class Forest implements Booster {
  /// How many trees are walked in step.
  private static final int TOGETHER = 8;

  private final long[] nodes;

  /// The root of each tree, in the file's order.
  private final int[] roots;

  /// The output group of each tree.
  private final int[] group;

  /// For each block of [#TOGETHER] trees the most splits on any path.
  private final int[] depth;

  /// The features that any split looks at; number u has the slots 2u (missing goes right) and 2u +
  /// 1 (missing goes left).
  private final int[] feature;

  private final int slotBits;

  /// @param nodes of all trees, each tree's together
  /// @param depth the most splits on any path of each tree
  /// @param feature the features that splits look at, by half their slot
  Forest(long[] nodes, int[] roots, int[] group, int[] depth, int[] feature) {
    this.nodes = nodes;
    this.roots = roots;
    this.group = group;
    this.depth = deepestOfBlocks(depth);
    this.feature = feature;
    this.slotBits = slotBits(feature.length);
  }

  /// Bits that a slot of that many features takes.
  static int slotBits(int features) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(neverLess(features));
  }

  /// The slot whose key is the greatest: a leaf looks there.
  static int neverLess(int features) {
    return 2 * features;
  }

  /// An integer that orders as the float does: `x < y` exactly when `key(x) < key(y)`, for all but
  /// NaN; the two zeros have one key. Every key lies strictly between the two extreme integers.
  static int key(float x) {
    int bits = Float.floatToRawIntBits(x + 0.0f); // -0 becomes 0
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  @Override
  public void add(float[] rows, int count, int width, float[] sums) {
    int groups = count == 0 ? 0 : sums.length / count;
    for (int r = 0; r < count; r++) {
      float[] rowSums = Arrays.copyOfRange(sums, r * groups, (r + 1) * groups);
      add(Arrays.copyOfRange(rows, r * width, (r + 1) * width), rowSums);
      System.arraycopy(rowSums, 0, sums, r * groups, groups);
    }
  }

  @Override
  public int trees() {
    return roots.length;
  }

  @Override
  public void leaves(float[] row, int[] leaves) {
    throw new UnsupportedOperationException("Leaves are not numbered yet");
  }

  /// Adds the leaves that a row reaches, tree after tree.
  @Override
  public void add(float[] row, float[] sums) {
    int[] keys = keys(row);
    int tree = 0;
    for (int block = 0; block < depth.length; block++, tree += TOGETHER) {
      addBlock(keys, tree, depth[block], sums);
    }
    for (; tree < roots.length; tree++) {
      sums[group[tree]] += value(leaf(keys, roots[tree]));
    }
  }

  /// The row as the nodes look at it: two keys a feature, and one that is never less.
  private int[] keys(float[] row) {
    int[] keys = new int[neverLess(feature.length) + 1];
    for (int u = 0; u < feature.length; u++) {
      float x = row[feature[u]];
      boolean missing = Float.isNaN(x);
      keys[2 * u] = missing ? Integer.MAX_VALUE : key(x);
      keys[2 * u + 1] = missing ? Integer.MIN_VALUE : key(x);
    }
    keys[neverLess(feature.length)] = Integer.MAX_VALUE;
    return keys;
  }

  private void addBlock(int[] keys, int tree, int levels, float[] sums) {
    int a = roots[tree];
    int b = roots[tree + 1];
    int c = roots[tree + 2];
    int d = roots[tree + 3];
    int e = roots[tree + 4];
    int f = roots[tree + 5];
    int g = roots[tree + 6];
    int h = roots[tree + 7];
    for (int level = 0; level < levels; level++) {
      a = next(keys, a);
      b = next(keys, b);
      c = next(keys, c);
      d = next(keys, d);
      e = next(keys, e);
      f = next(keys, f);
      g = next(keys, g);
      h = next(keys, h);
    }
    sums[group[tree]] += value(a);
    sums[group[tree + 1]] += value(b);
    sums[group[tree + 2]] += value(c);
    sums[group[tree + 3]] += value(d);
    sums[group[tree + 4]] += value(e);
    sums[group[tree + 5]] += value(f);
    sums[group[tree + 6]] += value(g);
    sums[group[tree + 7]] += value(h);
  }

  private int leaf(int[] keys, int root) {
    int node = root;
    for (int next = next(keys, node); next != node; next = next(keys, node)) {
      node = next;
    }
    return node;
  }

  private int next(int[] keys, int at) {
    long node = nodes[at];
    int step = (int) node >>> slotBits;
    int slot = (int) node & ((1 << slotBits) - 1);
    return at + step + (int) ((keys[slot] - (node >> 32)) >>> 63);
  }

  private float value(int leaf) {
    return Float.intBitsToFloat((int) (nodes[leaf] >> 32));
  }

  private static int[] deepestOfBlocks(int[] depth) {
    int[] deepest = new int[depth.length / TOGETHER];
    for (int t = 0; t < deepest.length * TOGETHER; t++) {
      deepest[t / TOGETHER] = Math.max(deepest[t / TOGETHER], depth[t]);
    }
    return deepest;
  }
}
