package dev.treeline.drift;

import dev.treeline.drift.Measure.Kind;
import dev.treeline.drift.Measures.Bar;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Formulas of the distances that are reported and do not vote.
final class Distances {
  private Distances() {}

  /// Measures a window against its baseline, both in the baseline's cells.
  static Measures of(CellCounts window, CellCounts baseline) {
    List<Grouping.Group> groups = Grouping.of(baseline.partition(), baseline, window);
    double[] b = groups.stream().mapToDouble(group -> group.baseline()).toArray();
    double[] c = groups.stream().mapToDouble(group -> group.window()).toArray();
    if (Arrays.stream(b).sum() == 0 || Arrays.stream(c).sum() == 0) {
      return Measures.NONE;
    }
    double[] p = shares(b);
    double[] q = shares(c);
    List<Bar> bars =
        IntStream.range(0, groups.size())
            .mapToObj(i -> new Bar(groups.get(i).label(), p[i], q[i]))
            .toList();
    var all = new ArrayList<Measure>();
    long n = window.seen();
    long m = baseline.seen();
    all.add(new Measure(Kind.PSI, psiOfCounts(b, c), n, m, b.length, Double.NaN));
    kolmogorov(window, baseline).ifPresent(all::add);
    chiSquare(window, baseline, groups).ifPresent(all::add);
    all.add(new Measure(Kind.JENSEN_SHANNON, jensenShannon(p, q), n, m, b.length, Double.NaN));
    all.add(new Measure(Kind.HELLINGER, hellinger(p, q), n, m, b.length, Double.NaN));
    all.add(ofPresent(Kind.L_INFINITY, lInfinity(window, baseline), window, baseline));
    all.add(ofPresent(Kind.WASSERSTEIN, wasserstein(window, baseline), window, baseline));
    all.removeIf(measure -> Double.isNaN(measure.value()));
    return new Measures(all, bars);
  }

  private static Measure ofPresent(
      Kind kind, double value, CellCounts window, CellCounts baseline) {
    int cells = window.partition().cells();
    return new Measure(kind, value, window.present(), baseline.present(), cells, Double.NaN);
  }

  /// D of numbers, whether they were counted into intervals or value by value.
  private static Optional<Measure> kolmogorov(CellCounts window, CellCounts baseline) {
    int[] order =
        switch (window.partition()) {
          case Intervals intervals -> IntStream.range(0, intervals.cells()).toArray();
          case Values values -> values.isNumeric() ? ascending(values.numbers()) : new int[0];
        };
    long n = window.known();
    long m = baseline.known();
    if (order.length == 0 || n == 0 || m == 0) {
      return Optional.empty();
    }
    long[] now = Arrays.stream(order).mapToLong(window::count).toArray();
    long[] before = Arrays.stream(order).mapToLong(baseline::count).toArray();
    double d = Comparison.largestDifference(now, n, before, m);
    double p = Kolmogorov.twoSample(d, n / window.designEffect(), (double) m);
    return Optional.of(new Measure(Kind.KOLMOGOROV_SMIRNOV, d, n, m, order.length, p));
  }

  private static int[] ascending(double[] numbers) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> numbers[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// χ² on the cells of values, and on the bars of intervals, of what is present.
  private static Optional<Measure> chiSquare(
      CellCounts window, CellCounts baseline, List<Grouping.Group> groups) {
    // The last group holds the missing values.
    List<Grouping.Group> bars = groups.subList(0, groups.size() - 1);
    var design = new Comparison.Design(window.designEffect(), 1);
    Comparison table =
        switch (window.partition()) {
          case Values _ ->
              Comparison.of(window.partition(), window.counts(), baseline.counts(), design);
          case Intervals _ ->
              Comparison.bars(
                  bars.stream().mapToLong(Grouping.Group::window).toArray(),
                  bars.stream().mapToLong(Grouping.Group::baseline).toArray(),
                  design);
        };
    return table.cells() < 2
        ? Optional.empty()
        : Optional.of(
            new Measure(
                Kind.CHI_SQUARE,
                table.statistic(),
                table.n(),
                table.m(),
                table.cells(),
                table.p()));
  }

  /// Counts to shares; all zero when nothing was counted.
  static double[] shares(double[] counts) {
    double sum = Arrays.stream(counts).sum();
    return Arrays.stream(counts).map(count -> sum == 0 ? 0 : count / sum).toArray();
  }

  /// `sum (q - p) ln(q/p)` with half a count added to every cell of both sides, so that an empty
  /// cell costs what its size allows and not infinity.
  static double psiOfCounts(double[] baseline, double[] window) {
    return psi(
        shares(Arrays.stream(baseline).map(count -> count + 0.5).toArray()),
        shares(Arrays.stream(window).map(count -> count + 0.5).toArray()));
  }

  /// `sum (q - p) ln(q/p)`; infinite when a cell is empty on one side only.
  static double psi(double[] p, double[] q) {
    double psi = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] != q[i]) {
        psi += (q[i] - p[i]) * Math.log(q[i] / p[i]);
      }
    }
    return psi;
  }

  /// Jensen-Shannon divergence with base 2: 0 for equal shares, 1 for disjoint ones. Its square
  /// root is the Jensen-Shannon distance.
  static double jensenShannon(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double middle = (p[i] + q[i]) / 2;
      sum += term(p[i], middle) + term(q[i], middle);
    }
    return Math.clamp(sum / 2 / Math.log(2), 0.0, 1.0);
  }

  private static double term(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }

  /// `sqrt(sum (sqrt p - sqrt q)^2 / 2)`: 0 for equal shares, 1 for disjoint ones.
  static double hellinger(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double root = Math.sqrt(p[i]) - Math.sqrt(q[i]);
      sum += root * root;
    }
    return Math.min(1, Math.sqrt(sum / 2));
  }

  /// Largest difference of shares.
  static double largestDifference(double[] p, double[] q) {
    double largest = 0;
    for (int i = 0; i < p.length; i++) {
      largest = Math.max(largest, Math.abs(p[i] - q[i]));
    }
    return largest;
  }

  private static double lInfinity(CellCounts window, CellCounts baseline) {
    long n = window.present();
    long m = baseline.present();
    if (n == 0 || m == 0) {
      return Double.NaN;
    }
    return switch (window.partition()) {
      case Intervals _ -> Comparison.largestDifference(window.counts(), n, baseline.counts(), m);
      case Values _ -> largestDifference(shares(withUnseen(baseline)), shares(withUnseen(window)));
    };
  }

  private static double[] withUnseen(CellCounts counts) {
    double[] all = new double[counts.partition().cells() + 1];
    for (int i = 0; i < all.length - 1; i++) {
      all[i] = counts.count(i);
    }
    all[all.length - 1] = counts.unseen();
    return all;
  }

  /// W1, the area between the distribution functions, over the baseline's IQR/1.349, which is its
  /// standard deviation if it is normal and is not moved by a few extreme values. Within a cell a
  /// function is taken as a straight line.
  private static double wasserstein(CellCounts window, CellCounts baseline) {
    double n = window.present();
    double m = baseline.present();
    if (!(window.partition() instanceof Intervals intervals) || n == 0 || m == 0) {
      return Double.NaN;
    }
    double area = (window.shortfall() + window.excess()) / n;
    double before = window.count(0) / n - baseline.count(0) / m;
    for (int cell = 1; cell < intervals.cells() - 1; cell++) {
      double after = before + window.count(cell) / n - baseline.count(cell) / m;
      double width = intervals.upper(cell) - intervals.upper(cell - 1);
      area += width * meanSize(before, after);
      before = after;
    }
    double spread =
        (quantile(baseline, intervals, 0.75) - quantile(baseline, intervals, 0.25)) / 1.349;
    return spread > 0 ? area / spread : Double.NaN;
  }

  /// Mean of `|x|` on the straight line from `a` to `b`.
  private static double meanSize(double a, double b) {
    if (a * b >= 0) {
      return Math.abs(a + b) / 2;
    }
    return (a * a + b * b) / (2 * (Math.abs(a) + Math.abs(b)));
  }

  /// Upper end of the cell that this share of the values does not exceed.
  private static double quantile(CellCounts counts, Intervals intervals, double share) {
    long upTo = 0;
    for (int cell = 0; cell < intervals.cells() - 1; cell++) {
      upTo += counts.count(cell);
      if (upTo >= share * counts.known()) {
        return intervals.upper(cell);
      }
    }
    return intervals.high();
  }
}
