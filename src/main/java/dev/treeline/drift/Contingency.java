package dev.treeline.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Two samples of the same categories, in cells that are large enough to be compared.
///
/// Categories that are expected often enough, on both sides, stand alone; the others are one cell.
/// Where those would be most of the baseline, one cell would hide any change among them: they are
/// pooled into several instead.
///
/// Values that the baseline does not hold were taken out of the window; nothing could be taken out
/// of the baseline, which knows all of its own. Its rare values therefore look commoner than they
/// are elsewhere, by as much as is unseen there. After Good and Turing (Biometrika 40, 1953),
/// values that came `b` times are as common elsewhere as those that came `b + 1` times are here:
/// rare ones are counted that way, so once is nothing.
final class Contingency {
  private static final double SMALLEST_EXPECTED = 5;

  // Twice that, as no pool gets exactly its part.
  private static final double SMALLEST_POOL = 2 * SMALLEST_EXPECTED;

  // Count in the baseline above which b and b + 1 are the same.
  private static final long RARE = 10;

  private final long[] window;
  private final long[] baseline;
  private final double nEffective;
  private final double mEffective;
  private final double weight;
  private final boolean knowsAll;
  private final List<Double> windowCells = new ArrayList<>();
  private final List<Double> baselineCells = new ArrayList<>();

  private Contingency(long[] window, long[] baseline, Comparison.Design design, boolean knowsAll) {
    this.window = window;
    this.baseline = baseline;
    this.nEffective = Arrays.stream(window).sum() / design.window();
    this.mEffective = Arrays.stream(baseline).sum() / design.baseline();
    this.weight = 1 / design.baseline();
    this.knowsAll = knowsAll;
  }

  /// Puts two samples into cells.
  ///
  /// @param window at least one value
  /// @param baseline at least one value
  /// @param knowsAll whether values that the baseline does not hold are not in the window's counts
  static Contingency of(
      long[] window, long[] baseline, Comparison.Design design, boolean knowsAll) {
    var table = new Contingency(window, baseline, design, knowsAll);
    table.fill();
    return table;
  }

  private void fill() {
    long smallest = Long.MAX_VALUE;
    var rare = new ArrayList<Integer>();
    for (int i = 0; i < window.length; i++) {
      if (isEnough((double) baseline[i])) {
        add(window[i], baseline[i]);
        smallest = Math.min(smallest, baseline[i]);
      } else {
        rare.add(i);
      }
    }
    long restOfWindow = rare.stream().mapToLong(i -> window[i]).sum();
    long restOfBaseline = rare.stream().mapToLong(i -> again(baseline[i])).sum();
    if (2 * restOfBaseline > Arrays.stream(baseline).sum()) {
      rare.sort(Comparator.comparingLong(i -> -baseline[i])); // stable: equal ones by position
      pool(rare, restOfBaseline);
    } else {
      add(restOfWindow, restOfBaseline + nextCommoner(smallest));
    }
  }

  /// Whether this count of the baseline lets one expect so much on either side.
  private boolean isEnough(double count) {
    return count * weight >= SMALLEST_EXPECTED && expected(count) >= SMALLEST_EXPECTED;
  }

  /// How many values of the window, each worth a whole one, stand against so many of the baseline.
  private double expected(double count) {
    return count * weight * nEffective / mEffective;
  }

  private long again(long count) {
    return knowsAll && count == 1 ? 0 : count;
  }

  /// What the rest has lost to values that came just often enough to stand alone: not more than it
  /// gave up itself, which is nothing where no value came once.
  private long nextCommoner(long smallest) {
    if (!knowsAll || smallest > RARE) {
      return 0;
    }
    long once = Arrays.stream(baseline).filter(count -> count == 1).count();
    return Math.min(once, Arrays.stream(baseline).filter(count -> count == smallest).sum());
  }

  /// As many cells as can expect enough, dealt in turn: each gets common and rare ones alike, as
  /// how often a value came is also chance.
  private void pool(List<Integer> rare, long restOfBaseline) {
    int pools =
        (int)
            Math.max(
                1,
                Math.min(restOfBaseline * weight, expected((double) restOfBaseline))
                    / SMALLEST_POOL);
    long[] windowPools = new long[pools];
    long[] baselinePools = new long[pools];
    for (int turn = 0; turn < rare.size(); turn++) {
      windowPools[turn % pools] += window[rare.get(turn)];
      baselinePools[turn % pools] += again(baseline[rare.get(turn)]);
    }
    for (int i = 0; i < pools; i++) {
      add(windowPools[i], baselinePools[i]);
    }
  }

  private void add(long windowCount, long baselineCount) {
    if (windowCount + baselineCount > 0) {
      windowCells.add((double) windowCount);
      baselineCells.add((double) baselineCount);
    }
  }

  /// Cells that can be compared.
  int cells() {
    return windowCells.size();
  }

  /// Whether the baseline holds one value only, as far as it comes again.
  boolean isOneValue() {
    return Arrays.stream(baseline).filter(count -> again(count) > 0).count() == 1;
  }

  /// χ² of the table and the largest effect.
  Figures figures() {
    double windowSum = windowCells.stream().mapToDouble(c -> c).sum();
    // What was not counted again is not in the cells.
    double m = baselineCells.stream().mapToDouble(b -> b).sum() * weight;
    double chiSquare = 0;
    double largest = 0;
    for (int i = 0; i < cells(); i++) {
      double c = windowCells.get(i) * nEffective / windowSum;
      double b = baselineCells.get(i) * weight;
      double expectedC = (c + b) * nEffective / (nEffective + m);
      double expectedB = (c + b) * m / (nEffective + m);
      chiSquare +=
          (c - expectedC) * (c - expectedC) / expectedC
              + (b - expectedB) * (b - expectedB) / expectedB;
      double p = Math.min(1, c / nEffective);
      double q = Math.min(1, b / m);
      double h = 2 * Math.abs(Math.asin(Math.sqrt(p)) - Math.asin(Math.sqrt(q)));
      largest = Math.max(largest, h * h - 1 / nEffective - 1 / m);
    }
    return new Figures(chiSquare, Math.min(Math.PI, Math.sqrt(largest)));
  }

  /// What a table shows.
  ///
  /// @param chiSquare Pearson's statistic
  /// @param effect h̃, 0 to π
  record Figures(double chiSquare, double effect) {}
}
