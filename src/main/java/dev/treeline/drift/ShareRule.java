package dev.treeline.drift;

import dev.treeline.drift.BlockSummary.Extreme;
import dev.treeline.drift.QualityFinding.Check;
import dev.treeline.sketch.ValueCounts;
import java.util.List;
import java.util.Locale;

/// The rule of a share that must not exceed the baseline's by more than an allowed rise.
///
/// Violated when the lower bound at 99 % of the rise (Newcombe's, of two Wilson intervals) exceeds
/// what is allowed, and the rise is significant among all checks of the window. Small baselines do
/// not know their own shares well: the bound counts that in, and p goes by the largest share that
/// the baseline does not exclude, unless less is allowed. Numbers of values are divided by the
/// share's own design effect, and too few then violate nothing. A limit of the user's rules stands
/// as it is: the window's own Wilson bound must exceed it.
///
/// @param column what is judged
/// @param check what the share is of
record ShareRule(Drift.Judged column, Check check) {
  /// Values concerned, values looked at.
  ///
  /// @param designEffect at least 1
  record Count(long count, long n, double designEffect) {
    Proportion proportion() {
      return new Proportion(n == 0 ? 0 : (double) count / n, n / designEffect);
    }
  }

  /// What a baseline knows of a share.
  ///
  /// @param before the share from which a rise counts
  /// @param most what the largest share that is not excluded comes from
  record Known(Proportion before, Proportion most) {
    /// A share as it was counted.
    static Known of(Count counted) {
      return new Known(counted.proportion(), counted.proportion());
    }

    /// A share of which nothing is expected.
    static Known none(Count most) {
      return new Known(new Proportion(0, Double.POSITIVE_INFINITY), most.proportion());
    }
  }

  /// How a share is bounded, and by what.
  private record Bar(double lowerBound, double limit, double p, String block, String setBy) {}

  /// Judges a share, but for the adjustment of p.
  ///
  /// @param window what the window holds
  /// @param known what the baseline holds
  /// @param rise how much more is allowed, and the block that set it
  /// @param examples of values concerned
  QualityFinding judge(
      Count window, Known known, Extreme rise, List<ValueCounts.Entry<String>> examples) {
    Proportion now = window.proportion();
    Bar bar = bar(now, known, rise);
    boolean isEnough = now.n() >= column.rule().enough();
    return new QualityFinding(
        column.baseline().name(),
        check,
        false,
        window.count(),
        window.n(),
        now.share(),
        known.before().share(),
        bar.lowerBound(),
        bar.limit(),
        bar.block(),
        isEnough ? bar.p() : Double.NaN,
        Double.NaN,
        examples,
        isEnough ? words(window, bar) : tooFew(window));
  }

  private Bar bar(Proportion now, Known known, Extreme rise) {
    Double ruled = column.rule().shares().get(check);
    if (ruled != null) {
      return new Bar(now.lowerBound(), ruled, now.p(ruled), "", " (set by your rules)");
    }
    Proportion before = known.before();
    double limit = Math.min(1, before.share() + rise.value());
    double lowerBound = before.share() + now.lowerBoundOfRise(before);
    double p = now.p(Math.min(limit, known.most().upperBound()));
    String block = rise.block();
    String setBy = block.isEmpty() ? "" : " (set by training block " + block + ")";
    return new Bar(lowerBound, limit, p, block, setBy);
  }

  private String tooFew(Count counted) {
    return String.format(
        Locale.ROOT,
        "%s of %d values, worth %.0f single ones; %d are needed",
        Words.percent(counted.proportion().share()),
        counted.n(),
        Math.floor(counted.proportion().n()),
        column.rule().enough());
  }

  private static String words(Count counted, Bar bar) {
    return "%s of %d values, at least %s with 99 %% confidence; allowed %s%s"
        .formatted(
            Words.percent(counted.proportion().share()),
            counted.n(),
            Words.percent(bar.lowerBound()),
            Words.percent(bar.limit()),
            bar.setBy());
  }
}
