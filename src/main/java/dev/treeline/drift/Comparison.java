package dev.treeline.drift;

import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Values;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Two samples counted into the same cells: how large the change is, and how significant.
///
/// @param test how they were compared
/// @param effect size of the change without sampling noise, 0 to [#cap(Finding.Test)]
/// @param statistic D, or χ²
/// @param p probability of the statistic without a change; 1 when nothing could be compared
/// @param n values of the window in cells
/// @param nEffective `n` over the design effect
/// @param m values of the baseline in cells
/// @param mEffective `m` over the design effect
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
    double mEffective,
    int cells,
    boolean isComparable) {
  // E[D^2] without a change is (pi^2/12)/N: the mean square of Kolmogorov's law.
  private static final double NOISE = Math.PI * Math.PI / 12;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

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

  /// How much fewer rows are worth that belong together.
  ///
  /// @param window at least 1
  /// @param baseline at least 1
  record Design(double window, double baseline) {
    /// Every row stands for itself.
    static final Design NONE = new Design(1, 1);
  }

  /// Values of a window and of a baseline.
  private record Sizes(long n, double nEffective, long m, double mEffective) {
    static Sizes of(long[] window, long[] baseline, Design design) {
      long n = Arrays.stream(window).sum();
      long m = Arrays.stream(baseline).sum();
      return new Sizes(n, n / design.window(), m, m / design.baseline());
    }

    boolean isOneEmpty() {
      return n == 0 || m == 0;
    }

    /// How many values of one sample say as much.
    double together() {
      return nEffective * mEffective / (nEffective + mEffective);
    }
  }

  /// Compares two counts of the same cells.
  ///
  /// @param window one count a cell
  /// @param baseline one count a cell
  static Comparison of(Partition partition, long[] window, long[] baseline, Design design) {
    return switch (partition) {
      case Intervals _ -> functions(window, baseline, design);
      case Values values -> table(window, baseline, design, values.isComplete());
    };
  }

  /// The effect that chance alone exceeds with a small probability when nothing changed, for
  /// samples of these sizes: of Kolmogorov's law in the limit, or of the largest of as many normals
  /// as there are cells, since 2·asin√p has the same spread everywhere. Unlike the tail of χ² it
  /// holds for cells in which next to nothing is expected. 0 when nothing could be compared.
  ///
  /// @param chance the probability, above 0 and at most 1
  double noise(double chance) {
    if (n == 0 || m == 0) {
      return 0;
    }
    double size = nEffective * mEffective / (nEffective + mEffective);
    double square =
        switch (test) {
          case KOLMOGOROV_SMIRNOV -> Math.log(2 / chance) / 2 - NOISE;
          case CHI_SQUARE -> {
            double z = NORMAL.inverseSurvivalProbability(chance / (2 * Math.max(1, cells)));
            yield z * z - 1;
          }
        };
    return Math.min(cap(test), Math.sqrt(Math.max(0, square / size)));
  }

  private static Comparison functions(long[] window, long[] baseline, Design design) {
    var sizes = Sizes.of(window, baseline, design);
    if (sizes.isOneEmpty()) {
      return none(Finding.Test.KOLMOGOROV_SMIRNOV, sizes, window.length, false);
    }
    double d = largestDifference(window, sizes.n(), baseline, sizes.m());
    double effect = Math.min(1, Math.sqrt(Math.max(0, d * d - NOISE / sizes.together())));
    return new Comparison(
        Finding.Test.KOLMOGOROV_SMIRNOV,
        effect,
        d,
        Kolmogorov.twoSample(d, sizes.nEffective(), sizes.mEffective()),
        sizes.n(),
        sizes.nEffective(),
        sizes.m(),
        sizes.mEffective(),
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

  /// Compares the shares of bars that hold every value of both sides.
  static Comparison bars(long[] window, long[] baseline, Design design) {
    return table(window, baseline, design, false);
  }

  private static Comparison table(long[] window, long[] baseline, Design design, boolean knowsAll) {
    var sizes = Sizes.of(window, baseline, design);
    if (sizes.isOneEmpty()) {
      return none(Finding.Test.CHI_SQUARE, sizes, 0, false);
    }
    var table = Contingency.of(window, baseline, design, knowsAll);
    if (table.cells() < 2) {
      return none(Finding.Test.CHI_SQUARE, sizes, table.cells(), table.isOneValue());
    }
    Contingency.Figures figures = table.figures();
    return new Comparison(
        Finding.Test.CHI_SQUARE,
        figures.effect(),
        figures.chiSquare(),
        chiSquareTail(figures.chiSquare(), table.cells() - 1),
        sizes.n(),
        sizes.nEffective(),
        sizes.m(),
        sizes.mEffective(),
        table.cells(),
        true);
  }

  private static Comparison none(Finding.Test test, Sizes sizes, int cells, boolean isComparable) {
    return new Comparison(
        test,
        0,
        0,
        1,
        sizes.n(),
        sizes.nEffective(),
        sizes.m(),
        sizes.mEffective(),
        cells,
        isComparable);
  }

  /// The upper tail of the χ² law.
  static double chiSquareTail(double x, int degrees) {
    return ChiSquaredDistribution.of(degrees).survivalProbability(x);
  }
}
