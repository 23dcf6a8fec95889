package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import java.util.ArrayList;
import java.util.List;

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

  /// Smallest threshold of an effect.
  public static final double FLOOR = 0.1;

  /// How many times the largest effect of a baseline block a change must reach.
  public static final double FACTOR = 1.5;

  private Drift() {}

  /// Judges a window.
  ///
  /// @param window counted into this profile's cells
  /// @throws IllegalArgumentException if it was counted into other cells
  public static Findings judge(Profile profile, WindowCounts window) {
    checkCells(profile, window);
    return new Findings(
        window.rows(),
        window.bodies(),
        family(profile.features(), window::feature),
        family(profile.predictions(), window::prediction),
        QualityRules.judge(profile, window));
  }

  /// Effect above which a significant change counts.
  ///
  /// @param cap largest effect there is
  public static double threshold(BlockSummary blocks, double cap) {
    if (!blocks.isEnough()) {
      return FLOOR;
    }
    double r = blocks.effect().value();
    return Math.max(FLOOR, Math.min(FACTOR * r, (cap + r) / 2));
  }

  /// Where a family's counts are found, by position.
  interface Counts {
    CellCounts at(int position);
  }

  private static List<Finding> family(List<FeatureProfile> baseline, Counts window) {
    var comparisons = new ArrayList<Comparison>(baseline.size());
    double[] p = new double[baseline.size()];
    for (int i = 0; i < p.length; i++) {
      CellCounts counts = window.at(i);
      Comparison comparison =
          Comparison.of(
              counts.partition(),
              counts.counts(),
              baseline.get(i).counts().counts(),
              counts.designEffect());
      comparisons.add(comparison);
      p[i] = isEnough(comparison) ? comparison.p() : Double.NaN;
    }
    double[] q = FalseDiscovery.adjust(p);
    var findings = new ArrayList<Finding>(p.length);
    for (int i = 0; i < p.length; i++) {
      findings.add(finding(baseline.get(i), window.at(i), comparisons.get(i), q[i]));
    }
    return findings;
  }

  private static boolean isEnough(Comparison comparison) {
    return comparison.isComparable() && comparison.n() >= ENOUGH && comparison.m() >= ENOUGH;
  }

  private static Finding finding(
      FeatureProfile baseline, CellCounts window, Comparison comparison, double q) {
    double cap = Comparison.cap(comparison.test());
    double threshold = threshold(baseline.blocks(), cap);
    State state = state(comparison, q, threshold, cap);
    return new Finding(
        baseline.name(),
        baseline.type(),
        comparison.test(),
        state,
        comparison.effect(),
        cap,
        threshold,
        threshold > FLOOR ? baseline.blocks().effect().block() : "",
        comparison.statistic(),
        Double.isNaN(q) ? Double.NaN : comparison.p(),
        q,
        comparison.n(),
        comparison.nEffective(),
        comparison.m(),
        comparison.cells(),
        Distances.of(window, baseline.counts()),
        Words.reason(state, comparison, q, threshold, baseline, window));
  }

  private static State state(Comparison comparison, double q, double threshold, double cap) {
    if (!isEnough(comparison)) {
      return State.INSUFFICIENT;
    }
    boolean isLarge = comparison.effect() > threshold;
    if (isLarge && q <= SIGNIFICANT) {
      return State.DRIFTED;
    }
    return !isLarge && threshold > cap / 2 ? State.VARIABLE : State.STABLE;
  }

  private static void checkCells(Profile profile, WindowCounts window) {
    if (!window.isOf(profile)) {
      throw new IllegalArgumentException(
          "window: found counts in other cells than the profile's; count it with"
              + " WindowCounts.of(profile)");
    }
  }
}
