package dev.treeline.forest;

import java.util.Arrays;
import java.util.List;

/// Packs trees that are nearly full into a [HeapBlock].
final class HeapPacker {
  private static final int NONE = -1;

  /// Times the memory of linked nodes that a heap may take: it is about a fifth faster.
  private static final double MOST = 1.3;

  /// A deeper heap would not fit in the cache.
  private static final int DEEPEST = 16;

  /// Bytes of a place on every level but the last, with what it needs on the last.
  private static final int BYTES = Long.BYTES + Integer.BYTES + Character.BYTES;

  private final List<TreeLayout> trees;
  private final Slots slots;
  private final long[] nodes;
  private final float[] leaf;
  private final char[] number;

  /// For each place of all levels the place in its own tree, or [#NONE].
  private final int[] origin;

  HeapPacker(List<TreeLayout> trees, Slots slots) {
    this.trees = trees;
    this.slots = slots;
    int size = Block.TOGETHER << depth(trees);
    nodes = new long[size];
    leaf = new float[size];
    number = new char[size];
    origin = new int[2 * size];
  }

  /// Whether trees are so full that a heap of them takes hardly more memory than linked nodes, and
  /// the file's numbers of their nodes fit.
  ///
  /// @param places that linked nodes would take
  static boolean suits(List<TreeLayout> trees, int places) {
    for (TreeLayout tree : trees) {
      if (tree.tree.nodes > Character.MAX_VALUE + 1) {
        return false;
      }
    }
    int depth = depth(trees);
    return depth <= DEEPEST
        && (((long) BYTES * Block.TOGETHER) << depth) <= (long) (MOST * Long.BYTES * places);
  }

  private static int depth(List<TreeLayout> trees) {
    int depth = 0;
    for (TreeLayout tree : trees) {
      depth = Math.max(depth, tree.depth);
    }
    return depth;
  }

  HeapBlock block() {
    Arrays.fill(origin, NONE);
    Arrays.fill(origin, Block.TOGETHER, Block.TOGETHER + trees.size(), 0);
    for (int place = Block.TOGETHER; place < nodes.length; place++) {
      layNode(place);
    }
    for (int place = nodes.length; place < origin.length; place++) {
      layLeaf(place);
    }
    return new HeapBlock(nodes, leaf, depth(trees), number, new BlockTrees(trees));
  }

  private void layNode(int place) {
    int at = origin[place];
    if (at == NONE || treeAt(place).isLeaf(at)) {
      nodes[place] = slots.leaf();
      origin[2 * place] = at;
      origin[2 * place + 1] = at;
      return;
    }
    TreeLayout tree = treeAt(place);
    nodes[place] = Node.of(Slots.high(tree, at), slots.of(tree, at));
    origin[2 * place] = tree.child[at];
    origin[2 * place + 1] = tree.child[at] + 1;
  }

  private void layLeaf(int place) {
    int at = origin[place];
    int last = place - nodes.length;
    if (at == NONE) {
      leaf[last] = Block.FILLER;
      return;
    }
    TreeLayout tree = treeAt(place);
    leaf[last] = Float.intBitsToFloat(tree.payload(at));
    number[last] = (char) tree.node(at);
  }

  private TreeLayout treeAt(int place) {
    return trees.get(tree(place));
  }

  /// The tree whose root is above a place: the three bits after the first.
  private static int tree(int place) {
    int level = Integer.numberOfTrailingZeros(Integer.highestOneBit(place) / Block.TOGETHER);
    return (place >>> level) - Block.TOGETHER;
  }
}
