package dev.treeline.kernel;

/// Trees of any shape, walked in step; nodes lead to their children.
///
/// ```text
/// node, one long:   62 … 31          30 … 16                       15 … 0
///   split           threshold        slot of the row to compare    place of the left child
///   leaf            bits of value    the slot that goes left       its own place
/// ```
///
/// The right child follows the left one. A leaf leads to itself, so that all walks take as many
/// steps as the deepest needs. The roots come first, then the rest of each tree in its order.
final class LinkedBlock extends Block {
  static final int MOST_NODES = 1 << 16;
  static final int MOST_SLOTS = 1 << 15;

  private final long[] nodes;
  private final int levels;
  private final Places places;

  /// @param levels the most splits on any path
  LinkedBlock(long[] nodes, int levels, Places places, BlockTrees trees) {
    super(trees);
    this.nodes = nodes;
    this.levels = levels;
    this.places = places;
  }

  static int low(int slot, int child) {
    return slot << 16 | child;
  }

  @Override
  int node(int tree, int place) {
    return places.node(tree, place);
  }

  @Override
  int walk(PreparedRow row, int tree) {
    int at = tree;
    for (int level = levels; level > 0; level--) {
      at = next(nodes, row.keys, at);
    }
    return at;
  }

  @Override
  int payload(int place) {
    return Node.high(nodes[place]);
  }

  @Override
  float add(PreparedRow row, float sum) {
    return add(nodes, row.keys, levels, sum);
  }

  private static float add(long[] nodes, long[] keys, int levels, float sum) {
    int a = 0;
    int b = 1;
    int c = 2;
    int d = 3;
    int e = 4;
    int f = 5;
    int g = 6;
    int h = 7;
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
    added += value(nodes, a);
    added += value(nodes, b);
    added += value(nodes, c);
    added += value(nodes, d);
    added += value(nodes, e);
    added += value(nodes, f);
    added += value(nodes, g);
    added += value(nodes, h);
    return added;
  }

  /// The mask says to the compiler, too, that the slot is within the keys.
  private static int next(long[] nodes, long[] keys, int at) {
    long node = nodes[at];
    int slot = (int) node >>> 16 & (keys.length - 1);
    return ((int) node & 0xffff) + (int) ((node - keys[slot]) >>> 63);
  }

  private static float value(long[] nodes, int place) {
    return Float.intBitsToFloat(Node.high(nodes[place]));
  }
}
