package dev.treeline.report;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Values;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Quantiles of numbers that are counted in cells.
///
/// They are read where the distribution function of the cells reaches the share: exact for a cell
/// of one value, otherwise right to within the cell's width, which holds about 1/1024 of the
/// baseline.
final class Quantiles {
  /// The shares that the page shows.
  static final List<Double> SHOWN = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);

  private Quantiles() {}

  /// Where a quantile lies.
  enum Where {
    /// At the value.
    WITHIN,
    /// Below the value, the baseline's smallest.
    BELOW,
    /// Above the value, the baseline's largest.
    ABOVE,
    /// Nowhere: there are no values.
    NOWHERE
  }

  /// One quantile.
  ///
  /// @param value `NaN` when there are no values
  record Quantile(Where where, double value) {
    /// For people: the number, or which side of the baseline's range it lies on.
    String text() {
      return switch (where) {
        case WITHIN -> Figures.of(value);
        case BELOW -> "< " + Figures.of(value);
        case ABOVE -> "> " + Figures.of(value);
        case NOWHERE -> Figures.of(Double.NaN);
      };
    }
  }

  /// The smallest value up to which at least this share of the values in cells lies.
  ///
  /// @param share 0 to 1
  static Quantile of(Intervals intervals, CellCounts counts, double share) {
    double wanted = share * counts.known();
    long before = 0;
    for (int cell = 0; cell < intervals.cells(); cell++) {
      long here = counts.count(cell);
      if (here > 0 && before + here >= wanted) {
        return within(intervals, cell, (wanted - before) / here);
      }
      before += here;
    }
    return new Quantile(Where.NOWHERE, Double.NaN);
  }

  private static Quantile within(Intervals intervals, int cell, double part) {
    if (cell == 0) {
      return new Quantile(Where.BELOW, intervals.low());
    }
    if (cell == intervals.cells() - 1) {
      return new Quantile(Where.ABOVE, intervals.high());
    }
    double high = intervals.upper(cell);
    double low = intervals.isPoint(cell) ? high : intervals.upper(cell - 1);
    return new Quantile(Where.WITHIN, low + (high - low) * Math.clamp(part, 0, 1));
  }

  private static Quantile of(Values values, CellCounts counts, double share) {
    double[] numbers = values.numbers();
    List<Integer> ascending =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingDouble(cell -> numbers[cell]))
            .toList();
    double wanted = share * counts.known();
    long upTo = 0;
    for (int cell : ascending) {
      upTo += counts.count(cell);
      if (counts.count(cell) > 0 && upTo >= wanted) {
        return new Quantile(Where.WITHIN, numbers[cell]);
      }
    }
    return new Quantile(Where.NOWHERE, Double.NaN);
  }

  /// The same for any cells of numbers.
  ///
  /// @return [Where#NOWHERE] for texts
  static Quantile of(Partition partition, CellCounts counts, double share) {
    return switch (partition) {
      case Intervals intervals -> of(intervals, counts, share);
      case Values values when values.isNumeric() -> of(values, counts, share);
      case Values _ -> new Quantile(Where.NOWHERE, Double.NaN);
    };
  }
}
