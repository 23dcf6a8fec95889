package dev.treeline.kernel;

/// Trees of any shape that split by category too, walked in step: a [LinkedBlock] with a bit more.
///
/// ```text
/// node, one long:        62 … 31             30 … 16                       15 … 0
///   numerical split      threshold           slot of the row to compare    place of the left child
///   categorical split    number of the bit   slot of the row's word        place of the left child
///   leaf                 bits of value       the slot that goes left       its own place
/// ```
///
/// The bit is 1 where the row goes right. Words are 0 in slots of numbers, and keys go left in
/// slots of words, so that both are looked at and none is asked for its kind.
final class CategoricalBlock extends Block {
  private final long[] nodes;
  private final int levels;
  private final Places places;

  /// @param levels the most splits on any path
  CategoricalBlock(long[] nodes, int levels, Places places, BlockTrees trees) {
    super(trees);
    this.nodes = nodes;
    this.levels = levels;
    this.places = places;
  }

  @Override
  int node(int tree, int place) {
    return places.node(tree, place);
  }

  @Override
  int walk(PreparedRow row, int tree) {
    int at = tree;
    for (int level = levels; level > 0; level--) {
      at = next(nodes, row.keys, row.words, at);
    }
    return at;
  }

  @Override
  int payload(int place) {
    return Node.high(nodes[place]);
  }

  @Override
  float add(PreparedRow row, float sum) {
    return add(nodes, row.keys, row.words, levels, sum);
  }

  private static float add(long[] nodes, long[] keys, long[] words, int levels, float sum) {
    int a = 0;
    int b = 1;
    int c = 2;
    int d = 3;
    int e = 4;
    int f = 5;
    int g = 6;
    int h = 7;
    for (int level = 0; level < levels; level++) {
      a = next(nodes, keys, words, a);
      b = next(nodes, keys, words, b);
      c = next(nodes, keys, words, c);
      d = next(nodes, keys, words, d);
      e = next(nodes, keys, words, e);
      f = next(nodes, keys, words, f);
      g = next(nodes, keys, words, g);
      h = next(nodes, keys, words, h);
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

  private static int next(long[] nodes, long[] keys, long[] words, int at) {
    long node = nodes[at];
    int slot = (int) node >>> 16;
    long notLess = (node - keys[slot & (keys.length - 1)]) >>> 63;
    long bit = words[slot & (words.length - 1)] >>> (int) (node >> Node.SHIFT) & 1;
    return ((int) node & 0xffff) + (int) (notLess | bit);
  }

  private static float value(long[] nodes, int place) {
    return Float.intBitsToFloat(Node.high(nodes[place]));
  }
}
