package dev.treeline.booster;

import java.util.Arrays;

/// The categorical splits of one tree as the file says them: each has a stretch of a common array,
/// the categories that go right.
public final class CategoricalSplits {
  public static final CategoricalSplits NONE =
      new CategoricalSplits(new int[0], new int[0], new int[0], new int[0]);

  /// The nodes that split by category, rising.
  public final int[] nodes;

  /// Where the categories of each of these nodes begin in [#categories].
  public final int[] begins;

  /// How many categories each of these nodes has.
  public final int[] sizes;

  public final int[] categories;

  public CategoricalSplits(int[] nodes, int[] begins, int[] sizes, int[] categories) {
    this.nodes = nodes;
    this.begins = begins;
    this.sizes = sizes;
    this.categories = categories;
  }

  /// The categories that go right at a node; whoever calls has checked that it is one of [#nodes]
  /// and that its stretch lies within the array.
  public int[] right(int node) {
    int at = Arrays.binarySearch(nodes, node);
    return Arrays.copyOfRange(categories, begins[at], begins[at] + sizes[at]);
  }
}
