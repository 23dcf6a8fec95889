package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.ValueType;
import dev.treeline.sketch.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/// One feature, or one output, of the baseline: its cells, their counts, and what its blocks do.
///
/// @param name unique within its family
/// @param type SageMaker's inferred type
/// @param counts the baseline in its own cells; not to be changed
/// @param blocks what the blocks do
/// @param distinct distinct present values: exact up to 1,000, an estimate beyond
/// @param designEffect by how much rows that belong together inflate the variance of a share; 1
///   when every row stands for itself, or nobody said which belong together
public record FeatureProfile(
    String name,
    ValueType type,
    CellCounts counts,
    BlockSummary blocks,
    long distinct,
    double designEffect) {
  /// Refuses what no counts can give.
  public FeatureProfile {
    if (!(designEffect >= 1 && designEffect < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "designEffect: found " + designEffect + ", expected a number from 1");
    }
  }

  /// A column whose rows stand for themselves, with as many distinct values as cells hold any.
  public FeatureProfile(String name, ValueType type, CellCounts counts, BlockSummary blocks) {
    this(name, type, counts, blocks, Arrays.stream(counts.counts()).filter(n -> n > 0).count(), 1);
  }

  /// The frozen cells.
  public Partition partition() {
    return counts.partition();
  }

  /// This column with tokens in place of texts that may not be read.
  FeatureProfile disclosed(Disclosure rule) {
    if (rule.shows(name) || !(partition() instanceof Values values) || values.isNumeric()) {
      return this;
    }
    // Two values of one token, one pair in four thousand million, become one category.
    var cells = new LinkedHashMap<String, Long>();
    for (int cell = 0; cell < values.labels().size(); cell++) {
      cells.merge(rule.text(name, values.label(cell)), counts.count(cell), Long::sum);
    }
    long[] merged = new long[cells.size() + (values.isComplete() ? 0 : 1)];
    int cell = 0;
    for (long count : cells.values()) {
      merged[cell++] = count;
    }
    if (!values.isComplete()) {
      merged[cell] = counts.count(values.labels().size());
    }
    var tokens = Values.ofTexts(List.copyOf(cells.keySet()), values.isComplete());
    var hidden =
        CellCounts.restore(tokens, merged, counts.missing(), counts.unseen(), counts.mistyped());
    return new FeatureProfile(name, type, hidden, blocks, distinct, designEffect);
  }

  /// Share of missing values in the baseline, 0 to 1.
  public double missingShare() {
    return counts.seen() == 0 ? 0 : (double) counts.missing() / counts.seen();
  }
}
