package dev.treeline.booster;

/// Reads one tree of the old binary format:
///
/// ```text
/// 148 bytes          i32 roots, i32 nodes, i32 deleted, i32 depth, i32 features, i32 leaf vector
///                    size, reserved
/// nodes × 20 bytes   i32 parent, i32 left (-1 in a leaf), i32 right, u32 split index (the highest
///                    bit: missing goes left), f32 threshold or leaf value
/// nodes × 16 bytes   f32 gain, f32 cover, f32 base weight, i32 leaf children
/// vec<f32>           a leaf vector, version 0 only and never scored with
/// ```
final class OldTreeReader {
  private static final int PARAMETER_BYTES = 148;
  private static final int PARAMETER_BYTES_READ = 6 * Integer.BYTES;
  private static final int NODE_BYTES = 20;
  private static final int STATISTICS_BYTES = 16;

  /// What a tree of no nodes would take.
  static final int LEAST_BYTES = PARAMETER_BYTES;

  private final OldBinaryBytes in;
  private final boolean keepsStatistics;
  private final FileVersion version;
  private final TreeDocument.Parts parts = new TreeDocument.Parts();

  OldTreeReader(OldBinaryBytes in, Detail detail, FileVersion version) {
    this.in = in;
    keepsStatistics = detail == Detail.STATISTICS;
    this.version = version;
  }

  TreeDocument read() {
    in.integer(); // roots
    parts.nodes = in.count(NODE_BYTES + STATISTICS_BYTES);
    in.pass(3 * Integer.BYTES); // deleted, depth, features
    int leafVector = in.integer();
    in.pass(PARAMETER_BYTES - PARAMETER_BYTES_READ);
    nodes();
    statistics();
    if (version.major() == 0 && leafVector != 0) {
      in.numbers();
    }
    return new TreeDocument(parts);
  }

  private void nodes() {
    int nodes = parts.nodes;
    parts.left = new int[nodes];
    parts.right = new int[nodes];
    parts.splitIndex = new int[nodes];
    parts.defaultLeft = new int[nodes];
    parts.splitCondition = new float[nodes];
    for (int node = 0; node < nodes; node++) {
      in.integer(); // parent
      parts.left[node] = in.integer();
      parts.right[node] = in.integer();
      int split = in.integer();
      parts.splitIndex[node] = split & Integer.MAX_VALUE;
      parts.defaultLeft[node] = split >>> 31;
      parts.splitCondition[node] = in.number();
    }
  }

  private void statistics() {
    if (!keepsStatistics) {
      in.pass(Math.multiplyExact(parts.nodes, STATISTICS_BYTES));
      return;
    }
    parts.gain = new float[parts.nodes];
    parts.cover = new float[parts.nodes];
    for (int node = 0; node < parts.nodes; node++) {
      parts.gain[node] = in.number();
      parts.cover[node] = in.number();
      in.pass(2 * Integer.BYTES); // base weight, leaf children
    }
  }
}
