package dev.treeline.kernel;

import java.util.Arrays;
import java.util.List;

/// Packs trees that are nearly full into a [HeapBlock].
final class HeapPacker {
  /// What [TreeLayout#child] has for a leaf.
  private static final int LEAF = -1;

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

  HeapPacker(List<TreeLayout> trees, Slots slots) {
    this.trees = trees;
    this.slots = slots;
    int size = Block.TOGETHER << depth(trees);
    nodes = new long[size];
    leaf = new float[size];
    number = new char[size];
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
    int depth = depth(trees);
    for (int k = 0; k < Block.TOGETHER; k++) {
      if (k < trees.size()) {
        layTree(trees.get(k), k, depth);
      } else {
        layFiller(k, depth);
      }
    }
    return new HeapBlock(nodes, leaf, depth, number, new BlockTrees(trees));
  }

  /// Level after level. Loops over plain arrays with few calls: a function that has just started
  /// runs this in the interpreter.
  private void layTree(TreeLayout tree, int k, int depth) {
    int[] child = tree.child;
    long[] split = slots.numerical(tree);
    long stay = slots.leaf();
    // Where each place of the level comes from in the tree.
    int[] origin = new int[1 << depth];
    for (int level = 0; level < depth; level++) {
      int first = (Block.TOGETHER + k) << level;
      // From the right: the children of a place go where no other place of the level is any more.
      for (int i = (1 << level) - 1; i >= 0; i--) {
        int at = origin[i];
        int left = child[at];
        if (left == LEAF) {
          nodes[first + i] = stay;
          origin[2 * i] = at;
          origin[2 * i + 1] = at;
        } else {
          nodes[first + i] = split[at];
          origin[2 * i] = left;
          origin[2 * i + 1] = left + 1;
        }
      }
    }
    layLeaves(tree, k, origin);
  }

  /// A tree of leaf vectors has the numbers of its vectors, as [TreeLayout#payload] says.
  private void layLeaves(TreeLayout tree, int k, int[] origin) {
    int first = k * origin.length;
    float[] value = tree.tree.splitCondition;
    int[] file = tree.file;
    for (int i = 0; i < origin.length; i++) {
      int node = file.length == 0 ? origin[i] : file[origin[i]];
      leaf[first + i] = value[node] * tree.weight;
      number[first + i] = (char) node;
    }
    if (tree.tree.leafSize > 1) {
      for (int i = 0; i < origin.length; i++) {
        leaf[first + i] = Float.intBitsToFloat(tree.payload(origin[i]));
      }
    }
  }

  /// A tree that is not there: whatever way a row takes, nothing is added.
  private void layFiller(int k, int depth) {
    for (int level = 0; level < depth; level++) {
      int first = (Block.TOGETHER + k) << level;
      Arrays.fill(nodes, first, first + (1 << level), slots.leaf());
    }
    Arrays.fill(leaf, k << depth, (k + 1) << depth, Block.FILLER);
  }
}
