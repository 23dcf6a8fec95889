package dev.treeline.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Two samples of the same categories, in cells that are large enough to be compared.
///
/// Categories that are expected often enough, on both sides, stand alone; the others are one cell.
/// What is expected goes by both samples together: cells chosen by one of them would hold what was
/// common there by chance. Where the others would be most of the baseline, one cell would hide any
/// change among them: they are pooled into several instead.
///
/// Values that the baseline does not hold were taken out of the window; nothing could be taken out
/// of the baseline, which knows all of its own. Its rare values therefore look commoner than they
/// are elsewhere, by as much as is unseen there. After Good and Turing (Biometrika 40, 1953) that
/// is as much as came once: among the rare ones, once is nothing.
final class Contingency {
  private static final double SMALLEST_EXPECTED = 5;

  // Twice that, as no pool gets exactly its part.
  private static final double SMALLEST_POOL = 2 * SMALLEST_EXPECTED;

  private final long[] window;
  private final long[] baseline;
  private final double nEffective;
  private final double mEffective;
  private final double windowWeight;
  private final double baselineWeight;
  private final boolean knowsAll;
  private final List<Double> windowCells = new ArrayList<>();
  private final List<Double> baselineCells = new ArrayList<>();

  private Contingency(long[] window, long[] baseline, Comparison.Design design, boolean knowsAll) {
    this.window = window;
    this.baseline = baseline;
    this.nEffective = Arrays.stream(window).sum() / design.window();
    this.mEffective = Arrays.stream(baseline).sum() / design.baseline();
    this.windowWeight = 1 / design.window();
    this.baselineWeight = 1 / design.baseline();
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
    var rare = new ArrayList<Integer>();
    for (int i = 0; i < window.length; i++) {
      if (isEnough(i)) {
        add(window[i], baseline[i]);
      } else {
        rare.add(i);
      }
    }
    long restOfWindow = rare.stream().mapToLong(i -> window[i]).sum();
    long restOfBaseline = rare.stream().mapToLong(i -> again(baseline[i])).sum();
    if (2 * restOfBaseline > Arrays.stream(baseline).sum()) {
      // Stable: equal ones by position.
      rare.sort(Comparator.comparingLong(i -> -(window[i] + baseline[i])));
      pool(rare, restOfBaseline);
    } else {
      add(restOfWindow, restOfBaseline);
    }
  }

  /// Whether both samples are expected to hold so much of a value.
  private boolean isEnough(int value) {
    double both = window[value] * windowWeight + baseline[value] * baselineWeight;
    return both * Math.min(nEffective, mEffective) >= SMALLEST_EXPECTED * (nEffective + mEffective);
  }

  private long again(long count) {
    return knowsAll && count == 1 ? 0 : count;
  }

  /// As many cells as can expect enough, dealt in turn: each gets common and rare ones alike, as
  /// how often a value came is also chance.
  private void pool(List<Integer> rare, long restOfBaseline) {
    double most = restOfBaseline * baselineWeight * Math.min(1, nEffective / mEffective);
    int pools = (int) Math.max(1, most / SMALLEST_POOL);
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
    double m = baselineCells.stream().mapToDouble(b -> b).sum() * baselineWeight;
    double chiSquare = 0;
    double largest = 0;
    for (int i = 0; i < cells(); i++) {
      double c = windowCells.get(i) * nEffective / windowSum;
      double b = baselineCells.get(i) * baselineWeight;
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
