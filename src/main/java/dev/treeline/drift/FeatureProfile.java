package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.ValueType;

/// One feature, or one output, of the baseline: its cells, their counts, and what its blocks do.
///
/// @param name unique within its family
/// @param type SageMaker's inferred type
/// @param counts the baseline in its own cells; not to be changed
/// @param blocks what the blocks do
public record FeatureProfile(String name, ValueType type, CellCounts counts, BlockSummary blocks) {
  /// The frozen cells.
  public Partition partition() {
    return counts.partition();
  }

  /// Share of missing values in the baseline, 0 to 1.
  public double missingShare() {
    return counts.seen() == 0 ? 0 : (double) counts.missing() / counts.seen();
  }
}
