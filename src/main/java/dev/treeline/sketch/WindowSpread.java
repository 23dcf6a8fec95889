package dev.treeline.sketch;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a window's numbers are spread, told from what is counted of them anyway, so that it is the
/// same in whatever order and in however many parts they came. Not thread-safe.
///
/// - Up to [#FEW] finite values: all of them, kept.
/// - Up to [ColumnSketch#DISTINCT_CAP] distinct ones: those, with their counts.
/// - Beyond: the baseline's cells say exactly how many values lie between any two cuts; where in a
///   cell they lie is told by the sample of values that [NumberCounts] keeps, or by the cell's
///   middle where that has none. With 1,024 cells of equal mass in the baseline, ranks are right to
///   0.1 % of n where the window resembles the baseline, and to about 3 % of what lies in one cell
///   where it does not, such as all that is out of the baseline's range.
final class WindowSpread implements Serializable {
  /// As many as a sketch of SageMaker's size holds before it condenses.
  static final int FEW = 2 * (KllSketch.SAGEMAKER_K / 2 + 1);

  private double[] few = new double[16];
  private int size;
  private boolean isMany;

  /// Takes a finite number.
  void add(double x) {
    if (isMany) {
      return;
    }
    if (size == FEW) {
      few = new double[0];
      isMany = true;
      return;
    }
    if (size == few.length) {
      few = Arrays.copyOf(few, Math.min(FEW, 2 * size));
    }
    few[size++] = x + 0.0;
  }

  /// Whether numbers to come are not looked at any more.
  boolean isFull() {
    return isMany;
  }

  WindowSpread plus(WindowSpread other) {
    var both = new WindowSpread();
    both.isMany = isMany || other.isMany || size + other.size > FEW;
    if (!both.isMany) {
      both.few = Arrays.copyOf(few, Math.max(16, size + other.size));
      System.arraycopy(other.few, 0, both.few, size, other.size);
      both.size = size + other.size;
    }
    return both;
  }

  /// The distribution as SageMaker sketches it.
  ///
  /// @param numbers of all values; finite ones count
  /// @param counts the same values, with a sample where they are many
  /// @param cells the same values in the baseline's cells, or null
  KllSketch sketch(NumberSummary numbers, ValueCounts<Double> counts, @Nullable CellCounts cells) {
    if (!isMany) {
      double[] sorted = Arrays.copyOf(few, size);
      Arrays.sort(sorted);
      return KllSketch.restore(KllSketch.SAGEMAKER_K, KllSketch.SAGEMAKER_C, List.of(sorted));
    }
    return KllSketch.of(items(numbers, counts, cells));
  }

  private static WeightedItems items(
      NumberSummary numbers, ValueCounts<Double> counts, @Nullable CellCounts cells) {
    var values = new ArrayList<ValueCounts.Entry<Double>>();
    for (ValueCounts.Entry<Double> entry : counts.commonest()) {
      if (Double.isFinite(entry.value())) {
        values.add(entry);
      }
    }
    values.sort((a, b) -> Double.compare(a.value(), b.value()));
    var items = new Items();
    if (!counts.isCapped()) {
      values.forEach(entry -> items.add(entry.value(), entry.count()));
    } else if (cells != null && cells.partition() instanceof Intervals intervals) {
      inCells(numbers, values, intervals, cells.counts(), items);
    } else {
      items.share(values, numbers.count(), numbers.mean());
    }
    return items.sorted();
  }

  private static void inCells(
      NumberSummary numbers,
      List<ValueCounts.Entry<Double>> values,
      Intervals intervals,
      long[] counts,
      Items items) {
    // Infinities lie in the outermost cells; which of them is not known, as only their sum is.
    counts[counts.length - 1] -= Math.min(numbers.infinite(), counts[counts.length - 1]);
    int from = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      int to = from;
      while (to < values.size() && intervals.cellOf(values.get(to).value()) <= cell) {
        to++;
      }
      items.share(values.subList(from, to), counts[cell], middle(intervals, cell, numbers));
      from = to;
    }
  }

  private static double middle(Intervals intervals, int cell, NumberSummary numbers) {
    double low = cell == 0 ? numbers.min() : Math.max(numbers.min(), intervals.upper(cell - 1));
    double high =
        cell == intervals.cells() - 1
            ? numbers.max()
            : Math.min(numbers.max(), intervals.upper(cell));
    return intervals.isPoint(cell) ? high : low + (high - low) / 2;
  }

  /// Values and weights that grow.
  private static final class Items {
    private double[] values = new double[2048];
    private long[] weights = new long[2048];
    private int size;

    void add(double value, long weight) {
      if (weight <= 0) {
        return;
      }
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
        weights = Arrays.copyOf(weights, 2 * size);
      }
      values[size] = value;
      weights[size++] = weight;
    }

    /// Shares a weight among values by how often they came; gives it to `otherwise` if there are
    /// none.
    void share(List<ValueCounts.Entry<Double>> among, long weight, double otherwise) {
      if (among.isEmpty()) {
        add(otherwise, weight);
        return;
      }
      long total = 0;
      for (ValueCounts.Entry<Double> entry : among) {
        total += entry.count();
      }
      long sum = 0;
      long given = 0;
      for (ValueCounts.Entry<Double> entry : among) {
        sum += entry.count();
        long upTo = Math.round((double) weight * sum / total);
        add(entry.value(), upTo - given);
        given = upTo;
      }
    }

    WeightedItems sorted() {
      return WeightedItems.of(Arrays.copyOf(values, size), Arrays.copyOf(weights, size));
    }
  }
}
