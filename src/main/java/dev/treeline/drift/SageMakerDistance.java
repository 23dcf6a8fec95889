package dev.treeline.drift;

import dev.treeline.sketch.WeightedItems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// SageMaker's distances as open Deequ defines them, on exact distribution functions: equal values
/// in a sketch add up here, where Deequ's rank map keeps only one of them.
final class SageMakerDistance {
  /// Deequ's constant for `Robust`, about a significance of 0.003.
  static final double ROBUST_C = 1.8;

  private static final double SMALLEST_OF_MANY = 5;
  private static final double SMALLEST_OF_TWO = 10;
  private static final double SMALL_SHARE = 0.2;

  private SageMakerDistance() {}

  /// Largest difference of two distribution functions.
  ///
  /// @return `NaN` when one side is empty
  static double numeric(WeightedItems window, WeightedItems baseline) {
    if (window.total() == 0 || baseline.total() == 0) {
      return Double.NaN;
    }
    double n = window.total();
    double m = baseline.total();
    double largest = 0;
    for (WeightedItems side : List.of(window, baseline)) {
      for (int i = 0; i < side.size(); i++) {
        double x = side.value(i);
        largest = Math.max(largest, Math.abs(window.rank(x) / n - baseline.rank(x) / m));
      }
    }
    return largest;
  }

  /// Largest difference of shares over all values of both sides.
  ///
  /// @return `NaN` when one side is empty
  static double categorical(Map<String, Long> window, Map<String, Long> baseline) {
    double n = sum(window);
    double m = sum(baseline);
    if (n == 0 || m == 0) {
      return Double.NaN;
    }
    Set<String> all = new LinkedHashSet<>(window.keySet());
    all.addAll(baseline.keySet());
    double largest = 0;
    for (String value : all) {
      double p = window.getOrDefault(value, 0L) / n;
      double q = baseline.getOrDefault(value, 0L) / m;
      largest = Math.max(largest, Math.abs(p - q));
    }
    return largest;
  }

  /// `Robust`: the distance less what chance alone explains, `c sqrt((n + m)/(n m))`.
  static double robust(double distance, double n, double m, double c) {
    return Math.max(0, distance - c * Math.sqrt((n + m) / (n * m)));
  }

  /// χ² of fit with its degrees of freedom.
  ///
  /// @param statistic `NaN` when fewer than two categories are left
  /// @param degrees categories that are left, less one
  record Fit(double statistic, int degrees) {
    /// The probability of a worse fit without a change.
    double p() {
      return Double.isNaN(statistic) ? Double.NaN : Comparison.chiSquareTail(statistic, degrees);
    }
  }

  /// χ² of the window against the baseline's counts scaled to the window's total. Values that the
  /// baseline does not have are left out. While more than a fifth of the expected counts are below
  /// 5 (one below 10 when there are two), the smallest joins the second smallest.
  static Fit chiSquared(Map<String, Long> window, Map<String, Long> baseline) {
    double n = 0;
    for (String value : baseline.keySet()) {
      n += window.getOrDefault(value, 0L);
    }
    double m = sum(baseline);
    var cells = new ArrayList<Cell>();
    for (Map.Entry<String, Long> entry : baseline.entrySet()) {
      double observed = window.getOrDefault(entry.getKey(), 0L);
      cells.add(new Cell(observed, entry.getValue() / m * n));
    }
    while (cells.size() >= 2 && hasTooManySmall(cells)) {
      cells.sort(Comparator.comparingDouble(Cell::expected));
      Cell smallest = cells.removeFirst();
      cells.set(0, cells.getFirst().plus(smallest));
    }
    if (cells.size() < 2) {
      return new Fit(Double.NaN, 0);
    }
    double statistic = 0;
    for (Cell cell : cells) {
      double gap = cell.observed() - cell.expected();
      statistic += gap * gap / cell.expected();
    }
    return new Fit(statistic, cells.size() - 1);
  }

  private record Cell(double observed, double expected) {
    Cell plus(Cell other) {
      return new Cell(observed + other.observed, expected + other.expected);
    }
  }

  private static boolean hasTooManySmall(List<Cell> cells) {
    boolean areTwo = cells.size() == 2;
    double smallest = areTwo ? SMALLEST_OF_TWO : SMALLEST_OF_MANY;
    long small = cells.stream().filter(cell -> cell.expected() < smallest).count();
    return small > (areTwo ? 0 : (int) (SMALL_SHARE * cells.size()));
  }

  private static double sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
