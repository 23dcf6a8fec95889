package dev.treeline.drift;

import dev.treeline.drift.BlockSummary.Extreme;
import dev.treeline.drift.QualityFinding.Check;
import dev.treeline.drift.ShareRule.Count;
import dev.treeline.drift.ShareRule.Known;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The rules of data quality: what may be wrong with a column's values beside their distribution.
///
/// Shares that may not rise are [ShareRule]'s; a column without any value, and one that holds a
/// single value, are certain without a test. What a test decides is adjusted over all checks of the
/// window.
final class QualityRules {
  private static final double RISE_FLOOR = 0.01;
  private static final double UNSEEN_FLOOR = 0.005;
  // Widths of the baseline's range beyond it that are still near.
  private static final double NEAR = 0.02;
  private static final double CONCENTRATED = 0.9;
  private static final int EXAMPLES = 5;

  private QualityRules() {}

  static List<QualityFinding> judge(List<Drift.Judged> columns, Disclosure disclosure) {
    var drafts = new ArrayList<QualityFinding>();
    for (Drift.Judged column : columns) {
      drafts.addAll(of(column, disclosure));
    }
    double[] q = FalseDiscovery.adjust(drafts.stream().mapToDouble(QualityFinding::p).toArray());
    var findings = new ArrayList<QualityFinding>(drafts.size());
    for (int i = 0; i < q.length; i++) {
      findings.add(decide(drafts.get(i), q[i]));
    }
    return findings;
  }

  private static List<QualityFinding> of(Drift.Judged column, Disclosure disclosure) {
    FeatureProfile baseline = column.baseline();
    CellCounts window = column.window();
    var checks = new ArrayList<QualityFinding>();
    if (window.seen() == 0) {
      return checks;
    }
    checks.add(missing(column));
    if (isNumeric(baseline.partition())) {
      checks.add(outOfRange(column));
      if (holdsNoNegative(baseline.partition())) {
        checks.add(negative(column));
      }
      checks.add(mistyped(column, examples(baseline.name(), window, disclosure)));
    }
    if (baseline.partition() instanceof Values values && values.isComplete()) {
      checks.add(unseen(column, examples(baseline.name(), window, disclosure)));
    }
    constant(baseline, window).ifPresent(checks::add);
    return checks;
  }

  private static QualityFinding missing(Drift.Judged column) {
    FeatureProfile baseline = column.baseline();
    CellCounts window = column.window();
    boolean isAllMissing = window.missing() == window.seen() && baseline.missingShare() < 1;
    if (isAllMissing && window.seen() >= column.rule().enough()) {
      return allMissing(baseline, window);
    }
    CellCounts counts = baseline.counts();
    return new ShareRule(column, Check.MISSING)
        .judge(
            new Count(window.missing(), window.seen(), window.missingDesignEffect()),
            Known.of(new Count(counts.missing(), counts.seen(), baseline.designEffect())),
            allowed(baseline, RISE_FLOOR, baseline.blocks().missing()),
            List.of());
  }

  /// A record is no fault: numbers that lie just beyond the baseline's range, as those of the
  /// hottest day yet, are counted and violate nothing.
  private static QualityFinding outOfRange(Drift.Judged column) {
    FeatureProfile baseline = column.baseline();
    CellCounts window = column.window();
    CellCounts counts = baseline.counts();
    QualityFinding finding =
        new ShareRule(column, Check.OUT_OF_RANGE)
            .judge(
                new Count(
                    window.below() + window.above(),
                    window.present(),
                    window.outsideDesignEffect()),
                Known.of(
                    new Count(
                        counts.below() + counts.above(),
                        counts.present(),
                        baseline.designEffect())),
                allowed(baseline, RISE_FLOOR, baseline.blocks().outOfRange()),
                List.of());
    boolean isRuled = column.rule().shares().containsKey(Check.OUT_OF_RANGE);
    double beyond = isRuled ? Double.NaN : beyond(window);
    return finding.count() > 0 && beyond <= NEAR
        ? finding.harmless(
            "; on average they lie %s of the range's width beyond it, up to %s counts as near"
                .formatted(Words.percent(beyond), Words.percent(NEAR)))
        : finding;
  }

  /// How far values outside the range lie beyond it, on average and in widths of the range; `NaN`
  /// where that is not known, as for infinite ones and for a baseline of a few numbers.
  private static double beyond(CellCounts window) {
    return window.partition() instanceof Intervals range && window.infinite() == 0
        ? (window.shortfall() + window.excess())
            / (window.below() + window.above())
            / (range.high() - range.low())
        : Double.NaN;
  }

  /// Negative numbers where the baseline has none. They lie below its range, so that the design
  /// effect of what lies outside is theirs or more.
  private static QualityFinding negative(Drift.Judged column) {
    FeatureProfile baseline = column.baseline();
    CellCounts window = column.window();
    return new ShareRule(column, Check.NEGATIVE)
        .judge(
            new Count(window.negative(), window.present(), window.outsideDesignEffect()),
            Known.of(new Count(0, baseline.counts().present(), baseline.designEffect())),
            new Extreme(UNSEEN_FLOOR, ""),
            List.of());
  }

  private static boolean holdsNoNegative(Partition partition) {
    return switch (partition) {
      case Intervals intervals -> intervals.low() >= 0;
      case Values values ->
          values.labels().size() > 0 && Arrays.stream(values.numbers()).allMatch(x -> x >= 0);
    };
  }

  private static QualityFinding mistyped(
      Drift.Judged column, List<ValueCounts.Entry<String>> examples) {
    FeatureProfile baseline = column.baseline();
    CellCounts window = column.window();
    CellCounts counts = baseline.counts();
    return new ShareRule(column, Check.TYPE)
        .judge(
            new Count(
                window.mistyped(),
                window.present() + window.mistyped(),
                window.mistypedDesignEffect()),
            Known.of(
                new Count(
                    counts.mistyped(),
                    counts.present() + counts.mistyped(),
                    baseline.designEffect())),
            allowed(baseline, UNSEEN_FLOOR, baseline.blocks().mistyped()),
            examples);
  }

  /// How much is unseen elsewhere is told by the values that came once in the baseline (Good and
  /// Turing). A small baseline of many categories is thus not surprised by what it cannot know.
  private static QualityFinding unseen(
      Drift.Judged column, List<ValueCounts.Entry<String>> examples) {
    FeatureProfile baseline = column.baseline();
    CellCounts window = column.window();
    CellCounts counts = baseline.counts();
    long once = Arrays.stream(counts.counts()).filter(count -> count == 1).count();
    Extreme byBlocks = allowed(baseline, UNSEEN_FLOOR, baseline.blocks().unseen());
    var singles = new Count(once, counts.present(), baseline.designEffect());
    double bySingles = singles.proportion().upperBound();
    return new ShareRule(column, Check.UNSEEN)
        .judge(
            new Count(window.unseen(), window.present(), window.unseenDesignEffect()),
            Known.none(singles),
            bySingles > byBlocks.value() ? new Extreme(bySingles, "") : byBlocks,
            examples);
  }

  private static boolean isNumeric(Partition partition) {
    return switch (partition) {
      case Intervals _ -> true;
      case Values values -> values.isNumeric();
    };
  }

  private static List<ValueCounts.Entry<String>> examples(
      String feature, CellCounts window, Disclosure disclosure) {
    return window.strangers().commonest().stream()
        .limit(EXAMPLES)
        .map(e -> new ValueCounts.Entry<>(disclosure.text(feature, e.value()), e.count()))
        .toList();
  }

  /// The rise that is allowed, and the block that set it.
  private static Extreme allowed(FeatureProfile baseline, double floor, Extreme rise) {
    double own = Drift.beyond(rise.value(), 1);
    return baseline.blocks().isEnough() && own > floor
        ? new Extreme(own, rise.block())
        : new Extreme(floor, "");
  }

  private static QualityFinding allMissing(FeatureProfile baseline, CellCounts window) {
    boolean isKnown = baseline.missingShare() + baseline.blocks().missing().value() > 0.999;
    return certain(
        baseline,
        Check.ALL_MISSING,
        !isKnown,
        window.seen(),
        baseline.missingShare(),
        1,
        "all %d values are missing; %s were in the baseline"
            .formatted(window.seen(), Words.percent(baseline.missingShare())));
  }

  /// A window that holds one value only, where even the most uniform training block did not.
  private static Optional<QualityFinding> constant(FeatureProfile baseline, CellCounts window) {
    long n = window.present();
    if (n < Drift.ENOUGH || baseline.counts().known() == 0 || !window.isConstant()) {
      return Optional.empty();
    }
    double usual =
        baseline.blocks().isEnough()
            ? baseline.blocks().concentration().value()
            : (double) largest(baseline.counts()) / baseline.counts().known();
    return Optional.of(
        certain(
            baseline,
            Check.CONSTANT,
            usual < CONCENTRATED,
            n,
            usual,
            CONCENTRATED,
            "all %d values are the same; the commonest value had at most %s in the baseline"
                .formatted(n, Words.percent(usual))));
  }

  private static long largest(CellCounts counts) {
    long largest = 0;
    for (long count : counts.counts()) {
      largest = Math.max(largest, count);
    }
    return largest;
  }

  private static QualityFinding certain(
      FeatureProfile baseline,
      Check check,
      boolean violated,
      long n,
      double baselineShare,
      double limit,
      String reason) {
    return new QualityFinding(
        baseline.name(),
        check,
        violated,
        n,
        n,
        1,
        baselineShare,
        new Proportion(1, n).lowerBound(),
        limit,
        "",
        Double.NaN,
        Double.NaN,
        List.of(),
        reason);
  }

  private static QualityFinding decide(QualityFinding draft, double q) {
    boolean violated =
        Double.isNaN(q)
            ? draft.violated()
            : q <= Drift.SIGNIFICANT && draft.lowerBound() > draft.limit();
    return draft.decided(violated, q);
  }
}
