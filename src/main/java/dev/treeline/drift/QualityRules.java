package dev.treeline.drift;

import dev.treeline.drift.BlockSummary.Extreme;
import dev.treeline.drift.QualityFinding.Check;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The rules of data quality: shares that rose beyond what the training data's blocks do.
///
/// A share is violated when the lower bound at 99 % of its rise (Newcombe's, of two Wilson
/// intervals) exceeds what is allowed: a point, or 1.1 times the largest rise of a block if that is
/// more (half a point for text among numbers, and for unseen values unless the baseline is too
/// small to know more), and when the rise is significant among all checks of the window. Numbers of
/// values are divided by the share's own design effect, and fewer than [Drift#ENOUGH] then violate
/// nothing.
final class QualityRules {
  private static final double RISE_FLOOR = 0.01;
  private static final double UNSEEN_FLOOR = 0.005;
  private static final double BLOCK_FACTOR = 1.1;
  private static final double CONCENTRATED = 0.9;
  private static final int EXAMPLES = 5;

  private QualityRules() {}

  static List<QualityFinding> judge(List<FeatureProfile> baseline, Drift.Counts window) {
    var drafts = new ArrayList<QualityFinding>();
    for (int i = 0; i < baseline.size(); i++) {
      drafts.addAll(of(baseline.get(i), window.at(i)));
    }
    double[] q = FalseDiscovery.adjust(drafts.stream().mapToDouble(QualityFinding::p).toArray());
    var findings = new ArrayList<QualityFinding>(drafts.size());
    for (int i = 0; i < q.length; i++) {
      findings.add(decide(drafts.get(i), q[i]));
    }
    return findings;
  }

  private static List<QualityFinding> of(FeatureProfile baseline, CellCounts window) {
    var checks = new ArrayList<QualityFinding>();
    if (window.seen() == 0) {
      return checks;
    }
    boolean isAllMissing = window.missing() == window.seen() && baseline.missingShare() < 1;
    checks.add(
        isAllMissing && window.seen() >= Drift.ENOUGH
            ? allMissing(baseline, window)
            : missing(baseline, window));
    if (isNumeric(baseline.partition())) {
      checks.add(outOfRange(baseline, window));
      checks.add(mistyped(baseline, window));
    }
    if (baseline.partition() instanceof Values values && values.isComplete()) {
      checks.add(unseen(baseline, window));
    }
    constant(baseline, window).ifPresent(checks::add);
    return checks;
  }

  private static QualityFinding missing(FeatureProfile baseline, CellCounts window) {
    CellCounts counts = baseline.counts();
    var shares =
        Shares.of(
            new Count(window.missing(), window.seen(), window.missingDesignEffect()),
            new Count(counts.missing(), counts.seen(), 1));
    BlockSummary blocks = baseline.blocks();
    return share(
        baseline, Check.MISSING, shares, limit(blocks, RISE_FLOOR, blocks.missing()), List.of());
  }

  private static QualityFinding outOfRange(FeatureProfile baseline, CellCounts window) {
    CellCounts counts = baseline.counts();
    var shares =
        Shares.of(
            new Count(
                window.below() + window.above(), window.present(), window.outsideDesignEffect()),
            new Count(counts.below() + counts.above(), counts.present(), 1));
    Extreme rise = limit(baseline.blocks(), RISE_FLOOR, baseline.blocks().outOfRange());
    return share(baseline, Check.OUT_OF_RANGE, shares, rise, List.of());
  }

  private static QualityFinding mistyped(FeatureProfile baseline, CellCounts window) {
    CellCounts counts = baseline.counts();
    var shares =
        Shares.of(
            new Count(
                window.mistyped(),
                window.present() + window.mistyped(),
                window.mistypedDesignEffect()),
            new Count(counts.mistyped(), counts.present() + counts.mistyped(), 1));
    Extreme rise = limit(baseline.blocks(), UNSEEN_FLOOR, baseline.blocks().mistyped());
    return share(baseline, Check.TYPE, shares, rise, examples(window));
  }

  /// How much is unseen elsewhere is told by the values that came once in the baseline (Good and
  /// Turing). A small baseline of many categories is thus not surprised by what it cannot know.
  private static QualityFinding unseen(FeatureProfile baseline, CellCounts window) {
    CellCounts counts = baseline.counts();
    long once = Arrays.stream(counts.counts()).filter(count -> count == 1).count();
    var singles = new Count(once, counts.present(), 1);
    var shares =
        Shares.ofStrangers(
            new Count(window.unseen(), window.present(), window.unseenDesignEffect()), singles);
    Extreme byBlocks = limit(baseline.blocks(), UNSEEN_FLOOR, baseline.blocks().unseen());
    double bySingles = singles.proportion().upperBound();
    Extreme rise = bySingles > byBlocks.value() ? new Extreme(bySingles, "") : byBlocks;
    return share(baseline, Check.UNSEEN, shares, rise, examples(window));
  }

  /// Values concerned, values looked at.
  private record Count(long count, long n, double designEffect) {
    Proportion proportion() {
      return new Proportion(n == 0 ? 0 : (double) count / n, n / designEffect);
    }
  }

  /// A share of the window, and what the baseline says of it.
  ///
  /// @param before the share from which a rise counts
  /// @param known what the baseline knows of the share
  private record Shares(Count window, Proportion before, Proportion known) {
    static Shares of(Count window, Count baseline) {
      return new Shares(window, baseline.proportion(), baseline.proportion());
    }

    /// A share of values none of which is expected.
    static Shares ofStrangers(Count window, Count singles) {
      var none = new Proportion(0, Double.POSITIVE_INFINITY);
      return new Shares(window, none, singles.proportion());
    }
  }

  private static boolean isNumeric(Partition partition) {
    return switch (partition) {
      case Intervals _ -> true;
      case Values values -> values.isNumeric();
    };
  }

  private static List<String> examples(CellCounts window) {
    return window.strangers().commonest().stream()
        .limit(EXAMPLES)
        .map(ValueCounts.Entry::value)
        .toList();
  }

  /// The rise that is allowed, and the block that set it.
  private static Extreme limit(BlockSummary blocks, double floor, Extreme rise) {
    double own = BLOCK_FACTOR * rise.value();
    return blocks.isEnough() && own > floor
        ? new Extreme(own, rise.block())
        : new Extreme(floor, "");
  }

  /// A share that must not exceed the baseline's by more than the allowed rise.
  ///
  /// Small baselines do not know their own shares well: the rise's lower bound counts that in, and
  /// p goes by the largest share that the baseline does not exclude, unless less is allowed.
  private static QualityFinding share(
      FeatureProfile baseline, Check check, Shares shares, Extreme rise, List<String> examples) {
    Count counted = shares.window();
    Proportion now = counted.proportion();
    double before = shares.before().share();
    double limit = Math.min(1, before + rise.value());
    double lowerBound = before + now.lowerBoundOfRise(shares.before());
    return new QualityFinding(
        baseline.name(),
        check,
        false,
        counted.count(),
        counted.n(),
        now.share(),
        before,
        lowerBound,
        limit,
        rise.block(),
        now.isEnough() ? now.p(Math.min(limit, shares.known().upperBound())) : Double.NaN,
        Double.NaN,
        examples,
        words(counted, lowerBound, limit, rise));
  }

  private static String words(Count counted, double lowerBound, double limit, Extreme rise) {
    Proportion proportion = counted.proportion();
    if (!proportion.isEnough()) {
      return String.format(
          Locale.ROOT,
          "%s of %d values, worth %.0f single ones; %d are needed",
          Words.percent(proportion.share()),
          counted.n(),
          Math.floor(proportion.n()),
          Drift.ENOUGH);
    }
    return "%s of %d values, at least %s with 99 %% confidence; allowed %s%s"
        .formatted(
            Words.percent(proportion.share()),
            counted.n(),
            Words.percent(lowerBound),
            Words.percent(limit),
            rise.block().isEmpty() ? "" : " (set by training block " + rise.block() + ")");
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
    return new QualityFinding(
        draft.name(),
        draft.check(),
        violated,
        draft.count(),
        draft.n(),
        draft.share(),
        draft.baselineShare(),
        draft.lowerBound(),
        draft.limit(),
        draft.limitBlock(),
        draft.p(),
        q,
        draft.examples(),
        draft.reason());
  }
}
