package dev.treeline.kernel;

/// Trees that are full, or nearly, walked in step; a node's place says where its children are.
///
/// ```text
/// place       0 … 7     8 … 15      16 … 31              32 … 63     …
///             unused    the roots   children of roots    and so on, 2 × 8 × 2^level
/// children of place i:  2i to the left, 2i + 1 to the right
///
/// node, one long:   62 … 31     30 … 0
///   split           threshold   slot of the row to compare
///   above a leaf    0           the slot that goes left
/// ```
///
/// The last level, only leaves, is an array of its own. A leaf higher up is put below itself to the
/// left, and to the right too, where no row comes.
final class HeapBlock extends Block {
  private final long[] nodes;

  /// The values on the last level.
  private final float[] leaf;

  private final int levels;

  /// The number in the file of each node on the last level.
  private final char[] number;

  HeapBlock(long[] nodes, float[] leaf, int levels, char[] number, BlockTrees trees) {
    super(trees);
    this.nodes = nodes;
    this.leaf = leaf;
    this.levels = levels;
    this.number = number;
  }

  @Override
  int node(int tree, int place) {
    return number[place];
  }

  @Override
  int walk(PreparedRow row, int tree) {
    int at = TOGETHER + tree;
    while (at < nodes.length) {
      at = next(nodes, row.keys, at);
    }
    return at - nodes.length;
  }

  @Override
  int payload(int place) {
    return Float.floatToRawIntBits(leaf[place]);
  }

  @Override
  float add(PreparedRow row, float sum) {
    return add(nodes, row.keys, leaf, levels, sum);
  }

  private static float add(long[] nodes, long[] keys, float[] leaf, int levels, float sum) {
    int a = 8;
    int b = 9;
    int c = 10;
    int d = 11;
    int e = 12;
    int f = 13;
    int g = 14;
    int h = 15;
    for (int level = 0; level < levels; level++) {
      a = next(nodes, keys, a);
      b = next(nodes, keys, b);
      c = next(nodes, keys, c);
      d = next(nodes, keys, d);
      e = next(nodes, keys, e);
      f = next(nodes, keys, f);
      g = next(nodes, keys, g);
      h = next(nodes, keys, h);
    }
    float added = sum;
    added += leaf[a - leaf.length];
    added += leaf[b - leaf.length];
    added += leaf[c - leaf.length];
    added += leaf[d - leaf.length];
    added += leaf[e - leaf.length];
    added += leaf[f - leaf.length];
    added += leaf[g - leaf.length];
    added += leaf[h - leaf.length];
    return added;
  }

  /// The mask says to the compiler, too, that the slot is within the keys.
  private static int next(long[] nodes, long[] keys, int at) {
    long node = nodes[at];
    int slot = (int) node & (keys.length - 1);
    return 2 * at + (int) ((node - keys[slot]) >>> 63);
  }
}
