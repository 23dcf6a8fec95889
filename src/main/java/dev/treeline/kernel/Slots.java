package dev.treeline.kernel;

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

  /// The place in [#feature] of each of the first features: a search for every split would cost a
  /// function that has just started a millisecond.
  private final int[] slot;

  private static final int MOST_IN_TABLE = 1 << 12;

  private final Map<Integer, CategorySets> sets = new TreeMap<>();
  private final Map<Integer, Integer> firstWord = new TreeMap<>();

  Slots(List<TreeLayout> trees) {
    long[] words = {};
    for (TreeLayout tree : trees) {
      words = collect(tree, words);
    }
    var used = BitSet.valueOf(words);
    feature = new int[used.cardinality()];
    slot = new int[Math.min(used.length(), MOST_IN_TABLE)];
    for (int u = 0, f = 0; u < feature.length; u++, f++) {
      f = used.nextSetBit(f);
      feature[u] = f;
      if (f < slot.length) {
        slot[f] = u;
      }
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

  /// Plain words rather than a set's calls: a function that has just started runs this in the
  /// interpreter, once for every split.
  ///
  /// @param used a bit for each feature that numerical splits use
  /// @return the same with those of this tree
  private long[] collect(TreeLayout layout, long[] used) {
    TreeDocument tree = layout.tree;
    boolean categorical = layout.categorical();
    int[] child = layout.child;
    int[] file = layout.file;
    int[] splitIndex = tree.splitIndex;
    long[] words = used;
    for (int at = 0; at < child.length; at++) {
      if (child[at] == -1) {
        continue;
      }
      int node = file.length == 0 ? at : file[at];
      int split = splitIndex[node];
      if (categorical && tree.isCategorical(node)) {
        CategorySets known = sets.computeIfAbsent(split, CategorySets::new);
        layout.set[at] = known.number(tree.categories.right(node), tree.defaultLeft[node]);
        continue;
      }
      if (split >>> 6 >= words.length) {
        words = Arrays.copyOf(words, Math.max(2 * words.length, (split >>> 6) + 1));
      }
      words[split >>> 6] |= 1L << split;
    }
    return words;
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
    return numerical(split) + layout.tree.defaultLeft[node] * feature.length;
  }

  /// For each place of a tree without categorical splits the slot and the threshold of its split,
  /// packed as [Node] says: what [#of] and [#high] say, in one pass. Of no account in leaves.
  long[] numerical(TreeLayout layout) {
    TreeDocument tree = layout.tree;
    int[] child = layout.child;
    int[] file = layout.file;
    long[] packed = new long[child.length];
    for (int at = 0; at < packed.length; at++) {
      if (child[at] != -1) {
        int node = file.length == 0 ? at : file[at];
        int split = tree.splitIndex[node];
        int right = split < slot.length ? slot[split] : Arrays.binarySearch(feature, split);
        int low = right + tree.defaultLeft[node] * feature.length;
        packed[at] = Node.of(Node.threshold(tree.splitCondition[node]), low);
      }
    }
    return packed;
  }

  /// The slot of a feature where missing goes right.
  private int numerical(int split) {
    return split < slot.length ? slot[split] : Arrays.binarySearch(feature, split);
  }

  /// What the split at a place compares with: the threshold, or the number of the bit.
  static int high(TreeLayout layout, int at) {
    int node = layout.node(at);
    return layout.tree.isCategorical(node)
        ? layout.set[at] & (Long.SIZE - 1)
        : Node.threshold(layout.tree.splitCondition[node]);
  }
}
