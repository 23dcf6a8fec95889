package dev.treeline.drift;

import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Two samples counted into the same cells: how large the change is, and how significant.
///
/// @param test how they were compared
/// @param effect size of the change without sampling noise, 0 to [#cap(Finding.Test)]
/// @param statistic D, or χ²
/// @param p probability of the statistic without a change; 1 when nothing could be compared
/// @param n values of the window in cells
/// @param nEffective `n` over the design effect
/// @param m values of the baseline in cells
/// @param cells cells that were compared
/// @param isComparable whether a change could have shown: `false` when one side is empty, or when
///   fewer than two cells can be compared although the baseline holds several values
record Comparison(
    Finding.Test test,
    double effect,
    double statistic,
    double p,
    long n,
    double nEffective,
    long m,
    int cells,
    boolean isComparable) {
  // Expected count below which a category joins the rest.
  private static final double SMALLEST_EXPECTED = 5;

  // E[D^2] without a change is (pi^2/12)/N: the mean square of Kolmogorov's law.
  private static final double NOISE = Math.PI * Math.PI / 12;

  /// Largest effect there is: 1 for a difference of distribution functions, π for h.
  static double cap(Finding.Test test) {
    return switch (test) {
      case KOLMOGOROV_SMIRNOV -> 1;
      case CHI_SQUARE -> Math.PI;
    };
  }

  /// How values in these cells are compared.
  static Finding.Test test(Partition partition) {
    return switch (partition) {
      case Intervals _ -> Finding.Test.KOLMOGOROV_SMIRNOV;
      case Values _ -> Finding.Test.CHI_SQUARE;
    };
  }

  /// Compares two counts of the same cells.
  ///
  /// @param window one count a cell
  /// @param baseline one count a cell
  /// @param designEffect at least 1
  static Comparison of(Partition partition, long[] window, long[] baseline, double designEffect) {
    return switch (partition) {
      case Intervals _ -> functions(window, baseline, designEffect);
      case Values _ -> contingency(window, baseline, designEffect);
    };
  }

  private static Comparison functions(long[] window, long[] baseline, double designEffect) {
    long n = Arrays.stream(window).sum();
    long m = Arrays.stream(baseline).sum();
    double nEffective = n / designEffect;
    if (n == 0 || m == 0) {
      return none(Finding.Test.KOLMOGOROV_SMIRNOV, n, nEffective, m, window.length, false);
    }
    double d = largestDifference(window, n, baseline, m);
    double size = nEffective * m / (nEffective + m);
    double effect = Math.min(1, Math.sqrt(Math.max(0, d * d - NOISE / size)));
    return new Comparison(
        Finding.Test.KOLMOGOROV_SMIRNOV,
        effect,
        d,
        Kolmogorov.twoSample(d, nEffective, (double) m),
        n,
        nEffective,
        m,
        window.length,
        true);
  }

  /// Kolmogorov's D at the cells' upper ends.
  static double largestDifference(long[] window, long n, long[] baseline, long m) {
    double largest = 0;
    long windowUpTo = 0;
    long baselineUpTo = 0;
    for (int i = 0; i < window.length; i++) {
      windowUpTo += window[i];
      baselineUpTo += baseline[i];
      largest = Math.max(largest, Math.abs((double) windowUpTo / n - (double) baselineUpTo / m));
    }
    return largest;
  }

  /// Compares the shares of the cells, as a contingency table of two rows.
  static Comparison contingency(long[] window, long[] baseline, double designEffect) {
    long n = Arrays.stream(window).sum();
    long m = Arrays.stream(baseline).sum();
    double nEffective = n / designEffect;
    var table = new Table(n, nEffective, m);
    if (n > 0 && m > 0) {
      fill(table, window, baseline);
    }
    if (table.cells < 2) {
      boolean isOneValue = Arrays.stream(baseline).filter(count -> count > 0).count() == 1;
      return none(Finding.Test.CHI_SQUARE, n, nEffective, m, table.cells, n > 0 && isOneValue);
    }
    return new Comparison(
        Finding.Test.CHI_SQUARE,
        Math.min(Math.PI, Math.sqrt(table.largestSquare)),
        table.chiSquare,
        chiSquareTail(table.chiSquare, table.cells - 1),
        n,
        nEffective,
        m,
        table.cells,
        true);
  }

  /// Categories that are expected often enough stand alone, the others are one cell. Where those
  /// would be most of the baseline, one cell would hide any change among them: they are pooled into
  /// cells just large enough instead, the baseline's commonest first.
  private static void fill(Table table, long[] window, long[] baseline) {
    long restOfWindow = 0;
    long restOfBaseline = 0;
    var rare = new ArrayList<Integer>();
    for (int i = 0; i < window.length; i++) {
      if (table.expected(baseline[i]) >= SMALLEST_EXPECTED) {
        table.add(window[i], baseline[i]);
      } else {
        restOfWindow += window[i];
        restOfBaseline += baseline[i];
        rare.add(i);
      }
    }
    if (restOfBaseline > table.m / 2) {
      rare.sort(Comparator.comparingLong(i -> -baseline[i])); // stable: equal ones by position
      pool(table, rare, window, baseline);
    } else if (restOfWindow + restOfBaseline > 0) {
      table.add(restOfWindow, restOfBaseline);
    }
  }

  private static void pool(Table table, List<Integer> rare, long[] window, long[] baseline) {
    long laterBaseline = 0;
    for (int i : rare) {
      laterBaseline += baseline[i];
    }
    long openWindow = 0;
    long openBaseline = 0;
    for (int i : rare) {
      openWindow += window[i];
      openBaseline += baseline[i];
      laterBaseline -= baseline[i];
      boolean isFull = table.expected(openBaseline) >= SMALLEST_EXPECTED;
      // What cannot fill a cell of its own any more stays in the last one.
      if (isFull && table.expected(laterBaseline) >= SMALLEST_EXPECTED) {
        table.add(openWindow, openBaseline);
        openWindow = 0;
        openBaseline = 0;
      }
    }
    table.add(openWindow, openBaseline);
  }

  private static Comparison none(
      Finding.Test test, long n, double nEffective, long m, int cells, boolean isComparable) {
    return new Comparison(test, 0, 0, 1, n, nEffective, m, cells, isComparable);
  }

  /// The contingency table of two samples, cell by cell.
  private static final class Table {
    private final double n;
    private final double weight;
    private final double m;
    private int cells;
    private double chiSquare;
    private double largestSquare;

    Table(long n, double nEffective, long m) {
      this.n = nEffective;
      this.weight = n == 0 ? 0 : nEffective / n;
      this.m = m;
    }

    /// How many values of the window a cell would hold without a change.
    double expected(long baselineCount) {
      return baselineCount * n / m;
    }

    void add(long windowCount, long baselineCount) {
      double c = windowCount * weight;
      double both = c + baselineCount;
      double expectedC = both * n / (n + m);
      double expectedB = both * m / (n + m);
      cells++;
      chiSquare +=
          (c - expectedC) * (c - expectedC) / expectedC
              + (baselineCount - expectedB) * (baselineCount - expectedB) / expectedB;
      double h =
          2
              * Math.abs(
                  Math.asin(Math.sqrt(Math.min(1, c / n)))
                      - Math.asin(Math.sqrt(baselineCount / m)));
      largestSquare = Math.max(largestSquare, h * h - 1 / n - 1 / m);
    }
  }

  /// The upper tail of the χ² law.
  static double chiSquareTail(double x, int degrees) {
    return ChiSquaredDistribution.of(degrees).survivalProbability(x);
  }
}
