package dev.treeline.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which trees a block has, and what their leaves add to.
///
/// They follow each other in the file but for trees of other output groups: each group has its own
/// sum, and only the order within a group matters.
final class BlockTrees {
  /// The output group of every tree; of no account to leaf vectors.
  final int group;

  /// What leaves hold where they add to every output; null where they hold a value.
  final @Nullable LeafVectors vectors;

  /// The number in the file of each tree.
  private final int[] number;

  BlockTrees(List<TreeLayout> trees) {
    group = trees.getFirst().group;
    vectors = trees.getFirst().tree.leafSize == 1 ? null : new LeafVectors(trees);
    number = new int[trees.size()];
    for (int k = 0; k < number.length; k++) {
      number[k] = trees.get(k).number;
    }
  }

  int count() {
    return number.length;
  }

  /// The number in the file of a tree of the block.
  int number(int tree) {
    return number[tree];
  }
}
