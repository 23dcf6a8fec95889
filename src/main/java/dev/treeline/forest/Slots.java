package dev.treeline.forest;

import dev.treeline.booster.TreeDocument;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the splits of a forest look: the slots of a prepared row.
///
/// ```text
/// 0 … n-1      the features that numerical splits use, in rising order; missing goes right
/// n … 2n-1     the same once more; missing goes left
/// 2n           a key that goes left everywhere: leaves look there
/// 2n+1 …       words of the features that are split by category
/// ```
final class Slots {
  /// The features that numerical splits use, rising.
  final int[] feature;

  /// The features that are split by category.
  final CategoryWords[] categories;

  /// How many slots there are.
  final int count;

  private final Map<Integer, CategorySets> sets = new TreeMap<>();
  private final Map<Integer, Integer> firstWord = new TreeMap<>();

  Slots(List<TreeLayout> trees) {
    var used = new BitSet();
    for (TreeLayout tree : trees) {
      collect(tree, used);
    }
    feature = new int[used.cardinality()];
    for (int u = 0, f = 0; u < feature.length; u++, f++) {
      f = used.nextSetBit(f);
      feature[u] = f;
    }
    categories = new CategoryWords[sets.size()];
    int end = leaf() + 1;
    int c = 0;
    for (Map.Entry<Integer, CategorySets> entry : sets.entrySet()) {
      firstWord.put(entry.getKey(), end);
      categories[c++] = entry.getValue().words(end);
      end += entry.getValue().words();
    }
    count = end;
  }

  private void collect(TreeLayout layout, BitSet used) {
    TreeDocument tree = layout.tree;
    for (int at = 0; at < layout.nodes(); at++) {
      if (layout.isLeaf(at)) {
        continue;
      }
      int node = layout.node(at);
      int split = tree.splitIndex[node];
      if (tree.isCategorical(node)) {
        CategorySets known = sets.computeIfAbsent(split, CategorySets::new);
        layout.set[at] = known.number(tree.categories.right(node), tree.defaultLeft[node]);
      } else {
        used.set(split);
      }
    }
  }

  /// The slot that leaves look at.
  int leaf() {
    return 2 * feature.length;
  }

  /// The slot that the split at a place looks at.
  int of(TreeLayout layout, int at) {
    int node = layout.node(at);
    int split = layout.tree.splitIndex[node];
    if (layout.tree.isCategorical(node)) {
      return firstWord.getOrDefault(split, 0) + (layout.set[at] >>> 6);
    }
    return Arrays.binarySearch(feature, split) + layout.tree.defaultLeft[node] * feature.length;
  }

  /// What the split at a place compares with: the threshold, or the number of the bit.
  static int high(TreeLayout layout, int at) {
    int node = layout.node(at);
    return layout.tree.isCategorical(node)
        ? layout.set[at] & (Long.SIZE - 1)
        : Node.threshold(layout.tree.splitCondition[node]);
  }
}
