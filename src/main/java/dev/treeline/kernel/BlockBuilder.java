package dev.treeline.kernel;

import java.util.ArrayList;
import java.util.List;

/// Collects trees that follow each other and packs them as suits them best:
///
/// ```text
/// full, or nearly                                      heap      less memory, fewest instructions
/// of any other shape                                   linked    as many steps as the deepest needs
///   with categorical splits                            categorical
/// deeper than 64, over 65,528 nodes or 32,768 slots    alone     until its leaf
/// ```
final class BlockBuilder {
  /// Where others would have to wait longer for a tree, it is walked alone.
  static final int MOST_LEVELS = 64;

  private final Slots slots;
  private final List<Block> blocks = new ArrayList<>();
  private final List<TreeLayout> waiting = new ArrayList<>();

  BlockBuilder(Slots slots) {
    this.slots = slots;
  }

  void add(TreeLayout tree) {
    if (!waiting.isEmpty() && !fits(tree)) {
      pack();
    }
    waiting.add(tree);
    if (mustBeAlone(tree)) {
      pack();
    }
  }

  Block[] blocks() {
    pack();
    return blocks.toArray(new Block[0]);
  }

  private boolean fits(TreeLayout tree) {
    TreeLayout other = waiting.getFirst();
    return waiting.size() < Block.TOGETHER
        && !mustBeAlone(tree)
        && other.tree.leafSize == tree.tree.leafSize
        && other.group == tree.group
        && places(waiting) + tree.nodes() - 1 <= LinkedBlock.MOST_NODES;
  }

  private static boolean mustBeAlone(TreeLayout tree) {
    return tree.depth > MOST_LEVELS || tree.nodes() - 1 + Block.TOGETHER > LinkedBlock.MOST_NODES;
  }

  /// Places that trees take in a linked block.
  private static int places(List<TreeLayout> trees) {
    int places = Block.TOGETHER;
    for (TreeLayout tree : trees) {
      places += tree.nodes() - 1;
    }
    return places;
  }

  private void pack() {
    if (waiting.isEmpty()) {
      return;
    }
    boolean categorical = false;
    for (TreeLayout tree : waiting) {
      categorical |= tree.categorical();
    }
    if (mustBeAlone(waiting.getFirst())) {
      blocks.add(lone(waiting.getFirst()));
    } else if (!categorical && HeapPacker.suits(waiting, places(waiting))) {
      blocks.add(new HeapPacker(waiting, slots).block());
    } else if (slots.count <= LinkedBlock.MOST_SLOTS) {
      addLinked(waiting, categorical);
    } else {
      for (TreeLayout tree : waiting) {
        blocks.add(lone(tree));
      }
    }
    waiting.clear();
  }

  private void addLinked(List<TreeLayout> trees, boolean categorical) {
    long[] nodes = new long[places(trees)];
    int levels = 0;
    int[] shift = new int[trees.size()];
    int[][] file = new int[trees.size()][];
    int end = Block.TOGETHER;
    for (int k = 0; k < trees.size(); k++) {
      TreeLayout tree = trees.get(k);
      shift[k] = end - 1;
      file[k] = tree.file;
      for (int at = 0; at < tree.nodes(); at++) {
        int place = at == 0 ? k : at + shift[k];
        nodes[place] = node(tree, at, place, shift[k]);
      }
      end += tree.nodes() - 1;
      levels = Math.max(levels, tree.depth);
    }
    for (int k = trees.size(); k < Block.TOGETHER; k++) {
      int low = LinkedBlock.low(slots.leaf(), k);
      nodes[k] = Node.of(Float.floatToRawIntBits(Block.FILLER), low);
    }
    var places = new Places(shift, file);
    var members = new BlockTrees(trees);
    // Not one expression: to verify that, both classes would be loaded by every model.
    if (categorical) {
      blocks.add(new CategoricalBlock(nodes, levels, places, members));
    } else {
      blocks.add(new LinkedBlock(nodes, levels, places, members));
    }
  }

  /// @param shift how far children are from their places in the tree
  private long node(TreeLayout tree, int at, int place, int shift) {
    if (tree.isLeaf(at)) {
      return Node.of(tree.payload(at), LinkedBlock.low(slots.leaf(), place));
    }
    int low = LinkedBlock.low(slots.of(tree, at), tree.child[at] + shift);
    return Node.of(Slots.high(tree, at), low);
  }

  private LoneTree lone(TreeLayout tree) {
    long[] link = new long[tree.nodes()];
    int[] high = new int[tree.nodes()];
    for (int at = 0; at < tree.nodes(); at++) {
      if (tree.isLeaf(at)) {
        link[at] = LoneTree.leaf(tree.payload(at));
      } else {
        link[at] = LoneTree.split(tree.child[at], slots.of(tree, at));
        high[at] = Slots.high(tree, at);
      }
    }
    var places = new Places(new int[1], new int[][] {tree.file});
    return new LoneTree(link, high, places, new BlockTrees(List.of(tree)));
  }
}
