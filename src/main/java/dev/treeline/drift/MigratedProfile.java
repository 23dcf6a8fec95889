package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.KllSketch;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.Values;
import dev.treeline.sketch.WeightedItems;
import java.util.List;

/// A baseline made of SageMaker's `statistics.json` alone.
///
/// Numbers come from the sketch: its levels are weighted values, equal ones added, and cut into
/// cells as a table's values are. A file without sketches has ten buckets a column. Texts come from
/// the listed values. What the file does not list cannot be compared: such a column has no values
/// in cells, and its windows have too little data. There are no blocks, so that thresholds are the
/// floor.
public final class MigratedProfile {
  /// What a block of such a baseline is, for people.
  public static final String BLOCKS =
      "none: SageMaker's statistics.json has no blocks, so that thresholds are the floor; make a"
          + " baseline of the training table or of a quiet week for thresholds of its own";

  private MigratedProfile() {}

  /// A baseline of these columns, with all its values; before anybody sees it,
  /// [Profile#disclosed(Disclosure)] is to be asked.
  ///
  /// @param columns the features, in the order that rows have; no labels and no outputs, which are
  ///   compared by SageMaker's rules alone: a label is no baseline for a score
  public static Profile of(long rows, List<ColumnStatistics> columns) {
    return new Profile(
        Profile.VERSION,
        rows,
        BLOCKS,
        columns.stream().map(MigratedProfile::feature).toList(),
        List.of(),
        Disclosure.OPEN);
  }

  private static FeatureProfile feature(ColumnStatistics column) {
    CellCounts counts =
        switch (column) {
          case ColumnStatistics.Numeric numeric -> numbers(numeric);
          case ColumnStatistics.Text text -> texts(text);
        };
    return new FeatureProfile(
        column.name(), column.type(), counts, BlockSummary.NONE, column.distinct(), 1);
  }

  private static CellCounts numbers(ColumnStatistics.Numeric column) {
    WeightedItems items = column.sketch().items();
    if (items.total() > 0) {
      return counted(column, items);
    }
    boolean isKnown = !column.buckets().isEmpty() && column.max() > column.min();
    return isKnown ? bucketed(column) : uncounted(column);
  }

  private static CellCounts counted(ColumnStatistics.Numeric column, WeightedItems items) {
    double min = Math.min(items.value(0), finite(column.min(), items.value(0)));
    double largest = items.value(items.size() - 1);
    double max = Math.max(largest, finite(column.max(), largest));
    Partition cells = Partition.freeze(items, min, max);
    long[] counts = new long[cells.cells()];
    for (int i = 0; i < items.size(); i++) {
      counts[cells.cellOf(items.value(i))] += items.weight(i);
    }
    return CellCounts.restore(cells, counts, column.tally().missing(), 0, 0);
  }

  private static double finite(double value, double otherwise) {
    return Double.isFinite(value) ? value : otherwise;
  }

  /// Ten cells: a bucket's lower bound lies inside it, a cell's upper one in the cell.
  private static CellCounts bucketed(ColumnStatistics.Numeric column) {
    List<KllSketch.Bucket> buckets = column.buckets();
    double[] cuts = new double[buckets.size() + 1];
    for (int i = 0; i < buckets.size(); i++) {
      cuts[i] = Math.nextDown((float) buckets.get(i).low());
    }
    cuts[buckets.size()] = buckets.getLast().high();
    if (!areAscending(cuts)) {
      return uncounted(column);
    }
    Partition cells = Intervals.of(cuts);
    long[] counts = new long[cells.cells()];
    for (int i = 0; i < buckets.size(); i++) {
      counts[i + 1] = buckets.get(i).count();
    }
    return CellCounts.restore(cells, counts, column.tally().missing(), 0, 0);
  }

  private static boolean areAscending(double[] cuts) {
    for (int i = 0; i < cuts.length; i++) {
      boolean isAbove = i == 0 || (float) cuts[i] > (float) cuts[i - 1];
      if (!isAbove || !Float.isFinite((float) cuts[i])) {
        return false;
      }
    }
    return true;
  }

  /// The range, if the file has it, and no value in a cell.
  private static CellCounts uncounted(ColumnStatistics.Numeric column) {
    double low = Math.nextDown((float) column.min());
    boolean hasRange =
        Double.isFinite(low) && Float.isFinite((float) column.max()) && low < (float) column.max();
    Partition cells = hasRange ? Intervals.of(low, column.max()) : Values.ofTexts(List.of(), false);
    return nothing(cells, column);
  }

  private static CellCounts texts(ColumnStatistics.Text column) {
    long listed = column.categories().stream().mapToLong(ValueCounts.Entry::count).sum();
    boolean isComplete = listed >= column.tally().present();
    Values cells =
        Values.ofTexts(
            column.categories().stream().map(ValueCounts.Entry::value).distinct().toList(),
            isComplete);
    if (listed == 0) {
      return nothing(cells, column);
    }
    long[] counts = new long[cells.cells()];
    for (ValueCounts.Entry<String> entry : column.categories()) {
      counts[cells.cellOf(entry.value())] += entry.count();
    }
    if (!isComplete) {
      counts[cells.cells() - 1] = column.tally().present() - listed;
    }
    return CellCounts.restore(cells, counts, column.tally().missing(), 0, 0);
  }

  /// Present values that nobody can place are in no cell.
  private static CellCounts nothing(Partition cells, ColumnStatistics column) {
    return CellCounts.restore(
        cells, new long[cells.cells()], column.tally().missing(), column.tally().present(), 0);
  }
}
