package dev.treeline.kernel;

/// Which node of the file is at which place of a block, where the roots come first and then the
/// rest of each tree.
final class Places {
  /// For each tree how far its places are from its own order, but for the root.
  private final int[] shift;

  /// For each tree the file's number of each node; empty where it keeps the file's order.
  private final int[][] file;

  Places(int[] shift, int[][] file) {
    this.shift = shift;
    this.file = file;
  }

  /// @param tree within the block
  int node(int tree, int place) {
    int node = place == tree ? 0 : place - shift[tree];
    return file[tree].length == 0 ? node : file[tree][node];
  }
}
