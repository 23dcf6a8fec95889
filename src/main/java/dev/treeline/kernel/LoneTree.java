package dev.treeline.kernel;

/// A tree that is walked alone, until its leaf: a chain that others would have to wait for, or one
/// with more nodes or slots than a packed node can name.
///
/// ```text
/// link, one long:   63 … 32                     31 … 0
///   split           place of the left child     slot of the row to compare
///   leaf            -1                          payload
/// ```
///
/// The right child follows the left one.
final class LoneTree extends Block {
  private final long[] link;

  /// The threshold of a numerical split, the number of the bit of a categorical one.
  private final int[] high;

  private final Places places;

  LoneTree(long[] link, int[] high, Places places, BlockTrees trees) {
    super(trees);
    this.link = link;
    this.high = high;
    this.places = places;
  }

  static long split(int child, int slot) {
    return (long) child << 32 | slot;
  }

  static long leaf(int payload) {
    return -1L << 32 | Integer.toUnsignedLong(payload);
  }

  @Override
  int node(int tree, int place) {
    return places.node(tree, place);
  }

  @Override
  int walk(PreparedRow row, int tree) {
    long[] keys = row.keys;
    long[] words = row.words;
    int at = 0;
    for (long node = link[0]; node >= 0; node = link[at]) {
      int slot = (int) node;
      long right = (((long) high[at] << Node.SHIFT) - keys[slot]) >>> 63;
      if (words.length != 0) {
        right |= words[slot] >>> high[at] & 1;
      }
      at = (int) (node >> 32) + (int) right;
    }
    return at;
  }

  @Override
  int payload(int place) {
    return (int) link[place];
  }

  @Override
  float add(PreparedRow row, float sum) {
    return sum + Float.intBitsToFloat(payload(walk(row, 0)));
  }
}
