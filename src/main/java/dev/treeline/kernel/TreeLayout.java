package dev.treeline.kernel;

import dev.treeline.booster.TreeDocument;
import java.util.Arrays;

/// One tree made ready to be packed: what its root reaches, the children of each split next to each
/// other.
///
/// Keeps the file's order where children are neighbours and no node is out of reach, as in files of
/// trees that were not pruned: then a node's place is its number in the file, for free.
final class TreeLayout {
  final TreeDocument tree;

  /// Its number in the file.
  final int number;

  /// The output group.
  final int group;

  /// What the leaves are multiplied with.
  final float weight;

  /// For each place the node's number in the file; empty where it is the place.
  final int[] file;

  /// For each place that of the left child, before that of the right one; -1 in a leaf.
  final int[] child;

  /// The most splits on any path.
  final int depth;

  /// For each place of a categorical split the number of its set among those of its feature; empty
  /// where no split is by category. [Slots] fills it.
  final int[] set;

  TreeLayout(TreeDocument tree, int number, int group, float weight) {
    this.tree = tree;
    this.number = number;
    this.group = group;
    this.weight = weight;
    int[] left = tree.left;
    int[] right = tree.right;
    boolean mayBeByCategory = tree.splitType.length > 0;
    int[] reached = new int[tree.nodes];
    int[] childOf = new int[tree.nodes];
    int end = 1;
    int levelEnd = 1;
    int levels = 0;
    boolean byCategory = false;
    boolean neighbours = true;
    for (int at = 0; at < end; at++) {
      if (at == levelEnd) {
        levels++;
        levelEnd = end;
      }
      int node = reached[at];
      int l = left[node];
      if (l == -1) {
        childOf[at] = -1;
        continue;
      }
      byCategory |= mayBeByCategory && tree.splitType[node] != 0;
      neighbours &= right[node] == l + 1;
      childOf[at] = end;
      reached[end++] = l;
      reached[end++] = right[node];
    }
    depth = levels;
    boolean asInFile = neighbours && end == tree.nodes;
    file = asInFile ? new int[0] : Arrays.copyOf(reached, end);
    child = asInFile ? tree.left : Arrays.copyOf(childOf, end);
    set = new int[byCategory ? end : 0];
  }

  int nodes() {
    return child.length;
  }

  /// The number in the file of the node at a place.
  int node(int place) {
    return file.length == 0 ? place : file[place];
  }

  boolean isLeaf(int place) {
    return child[place] == -1;
  }

  /// Whether any split is by category.
  boolean categorical() {
    return set.length != 0;
  }

  /// What a leaf holds in a packed node: the bits of its value, or the number of its vector.
  int payload(int place) {
    int node = node(place);
    return tree.leafSize > 1
        ? tree.right[node]
        : Float.floatToRawIntBits(tree.splitCondition[node] * weight);
  }
}
