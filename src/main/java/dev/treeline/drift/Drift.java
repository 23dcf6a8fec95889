package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import java.util.ArrayList;
import java.util.Arrays;
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

  /// Probability that chance alone exceeds a threshold anywhere in a family.
  static final double CHANCE = 0.001;

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
        QualityRules.judge(profile.features(), window::feature));
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
    var pairs = new ArrayList<Pair>(baseline.size());
    for (int i = 0; i < baseline.size(); i++) {
      pairs.add(Pair.of(baseline.get(i), window.at(i)));
    }
    double[] q = FalseDiscovery.adjust(pairs.stream().mapToDouble(Pair::p).toArray());
    long tests = Arrays.stream(q).filter(one -> !Double.isNaN(one)).count();
    var findings = new ArrayList<Finding>(q.length);
    for (int i = 0; i < q.length; i++) {
      findings.add(pairs.get(i).finding(q[i], CHANCE / Math.max(1, tests)));
    }
    return findings;
  }

  /// A column of the baseline beside the same one of the window.
  private record Pair(FeatureProfile baseline, CellCounts window, Comparison comparison) {
    static Pair of(FeatureProfile baseline, CellCounts window) {
      Comparison comparison =
          Comparison.of(
              window.partition(),
              window.counts(),
              baseline.counts().counts(),
              window.designEffect());
      return new Pair(baseline, window, comparison);
    }

    private boolean isEnough() {
      return comparison.isComparable() && comparison.n() >= ENOUGH && comparison.m() >= ENOUGH;
    }

    /// `NaN` where there is not enough for a test.
    double p() {
      return isEnough() ? comparison.p() : Double.NaN;
    }

    /// The verdict.
    ///
    /// @param q adjusted p
    /// @param chance the probability that chance alone exceeds the threshold
    Finding finding(double q, double chance) {
      Threshold threshold = Threshold.of(baseline.blocks(), comparison, chance);
      State state = state(q, threshold.value());
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
          p(),
          q,
          comparison.n(),
          comparison.nEffective(),
          comparison.m(),
          comparison.cells(),
          Distances.of(window, baseline.counts()),
          Words.reason(state, comparison, threshold, q, window));
    }

    private State state(double q, double threshold) {
      if (!isEnough()) {
        return State.INSUFFICIENT;
      }
      boolean isLarge = comparison.effect() > threshold;
      if (isLarge && q <= SIGNIFICANT) {
        return State.DRIFTED;
      }
      boolean isVariable = threshold > Comparison.cap(comparison.test()) / 2;
      return !isLarge && isVariable ? State.VARIABLE : State.STABLE;
    }
  }

  private static void checkCells(Profile profile, WindowCounts window) {
    if (!window.isOf(profile)) {
      throw new IllegalArgumentException(
          "window: found counts in other cells than the profile's; count it with"
              + " WindowCounts.of(profile)");
    }
  }
}
