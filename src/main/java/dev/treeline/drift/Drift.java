package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// The rules by which a window has drifted from its baseline.
///
/// The bar is what the training data does from block to block, not a constant: a day of traffic
/// differs from the year it belongs to without anything being wrong. A feature has *drifted* when
/// the change is significant ([#SIGNIFICANT], adjusted within its family), larger than the
/// threshold, and both sides have [#ENOUGH] values. Categories that are too rare to be cells of
/// their own are one cell together, or are pooled into several when they are most of the baseline;
/// where not even two cells come out of several values, there is no verdict.
public final class Drift {
  /// Adjusted p up to which a change is significant.
  public static final double SIGNIFICANT = 0.01;

  /// Present values that both sides need.
  public static final long ENOUGH = 200;

  /// Probability that chance alone exceeds a threshold anywhere in a family.
  static final double CHANCE = 0.001;

  /// Smallest threshold of an effect.
  public static final double FLOOR = 0.1;

  /// How many times the largest effect of a baseline block a change must reach.
  public static final double FACTOR = 1.5;

  private Drift() {}

  /// Judges a window by these rules alone.
  ///
  /// @param window counted into this profile's cells
  /// @throws IllegalArgumentException if it was counted into other cells
  public static Findings judge(Profile profile, WindowCounts window) {
    return judge(profile, window, UserRules.NONE);
  }

  /// Judges a window.
  ///
  /// @param window counted into this profile's cells
  /// @param rules what a user decided; a column that is ignored is in no family
  /// @throws IllegalArgumentException if the window was counted into other cells
  public static Findings judge(Profile profile, WindowCounts window, UserRules rules) {
    checkCells(profile, window);
    return new Findings(
        window.rows(),
        window.bodies(),
        family(judged(profile.features(), window::feature, rules)),
        family(judged(profile.predictions(), window::prediction, rules)),
        QualityRules.judge(
            judged(profile.features(), window::feature, rules), profile.disclosure()));
  }

  /// One column of both sides, with what is decided about it.
  record Judged(FeatureProfile baseline, CellCounts window, ColumnRule rule) {}

  private static List<Judged> judged(
      List<FeatureProfile> baseline, IntFunction<CellCounts> window, UserRules rules) {
    var judged = new ArrayList<Judged>(baseline.size());
    for (int i = 0; i < baseline.size(); i++) {
      ColumnRule rule = rules.of(baseline.get(i).name());
      if (rule.severity().orElse(Severity.VIOLATION) != Severity.IGNORE) {
        judged.add(new Judged(baseline.get(i), window.apply(i), rule));
      }
    }
    return judged;
  }

  /// Effect above which a significant change counts.
  ///
  /// @param cap largest effect there is
  public static double threshold(BlockSummary blocks, double cap) {
    if (!blocks.isEnough()) {
      return FLOOR;
    }
    return Math.max(FLOOR, beyond(blocks.effect().value(), cap));
  }

  /// How far beyond the largest of the baseline's blocks a window may go. The next block of as many
  /// exceeds the largest once in as many windows, for each column, with nothing wrong.
  ///
  /// @param largest what one block reached
  /// @param cap largest value there is
  static double beyond(double largest, double cap) {
    return Math.min(FACTOR * largest, (cap + largest) / 2);
  }

  private static List<Finding> family(List<Judged> columns) {
    List<Comparison> comparisons = columns.stream().map(Drift::compare).toList();
    double[] p = new double[columns.size()];
    for (int i = 0; i < p.length; i++) {
      Comparison comparison = comparisons.get(i);
      p[i] = isEnough(comparison, columns.get(i).rule()) ? comparison.p() : Double.NaN;
    }
    double[] q = FalseDiscovery.adjust(p);
    long tests = Arrays.stream(q).filter(one -> !Double.isNaN(one)).count();
    var findings = new ArrayList<Finding>(p.length);
    for (int i = 0; i < p.length; i++) {
      Comparison comparison = comparisons.get(i);
      var threshold = Threshold.of(columns.get(i), comparison, CHANCE / Math.max(1, tests));
      findings.add(finding(columns.get(i), comparison, q[i], threshold));
    }
    return findings;
  }

  private static Comparison compare(Judged column) {
    CellCounts window = column.window();
    double baseline = column.baseline().designEffect();
    return Comparison.of(
        window.partition(),
        window.counts(),
        column.baseline().counts().counts(),
        // Bodies say which rows of a window belong together, `--cluster` which of a baseline:
        // single
        // requests then still come in the groups that the baseline has.
        new Comparison.Design(Math.max(window.designEffect(), baseline), baseline));
  }

  private static boolean isEnough(Comparison comparison, ColumnRule rule) {
    return comparison.isComparable() && comparison.n() >= rule.enough() && comparison.m() >= ENOUGH;
  }

  private static Finding finding(
      Judged column, Comparison comparison, double q, Threshold threshold) {
    FeatureProfile baseline = column.baseline();
    State state =
        isEnough(comparison, column.rule()) ? state(comparison, q, threshold) : State.INSUFFICIENT;
    return new Finding(
        baseline.name(),
        baseline.type(),
        comparison.test(),
        state,
        comparison.effect(),
        Comparison.cap(comparison.test()),
        threshold.value(),
        threshold.block(),
        comparison.statistic(),
        Double.isNaN(q) ? Double.NaN : comparison.p(),
        q,
        comparison.n(),
        comparison.nEffective(),
        comparison.m(),
        comparison.cells(),
        Distances.of(column.window(), baseline.counts()),
        Words.reason(state, comparison, q, threshold, column),
        "");
  }

  private static State state(Comparison comparison, double q, Threshold threshold) {
    boolean isLarge = comparison.effect() > threshold.value();
    if (isLarge && q <= SIGNIFICANT) {
      return State.DRIFTED;
    }
    boolean isVariable =
        !threshold.isRuled() && threshold.value() > Comparison.cap(comparison.test()) / 2;
    return !isLarge && isVariable ? State.VARIABLE : State.STABLE;
  }

  private static void checkCells(Profile profile, WindowCounts window) {
    if (!window.isOf(profile)) {
      throw new IllegalArgumentException(
          "window: found counts in other cells than the profile's; count it with"
              + " WindowCounts.of(profile)");
    }
  }
}
