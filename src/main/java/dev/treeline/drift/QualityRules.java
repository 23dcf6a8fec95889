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
/// A share is violated when its Wilson lower bound at 99 % exceeds the limit, which is the
/// baseline's share plus a point, or plus 1.1 times the largest rise of a block if that is more
/// (half a point and no baseline share for unseen values; half a point for text among numbers), and
/// when that stays significant among all checks of the window. Numbers of values are divided by the
/// share's own design effect, and fewer than [Drift#ENOUGH] then violate nothing.
final class QualityRules {
  private static final double RISE_FLOOR = 0.01;
  private static final double UNSEEN_FLOOR = 0.005;
  private static final double BLOCK_FACTOR = 1.1;
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
    return share(
        column,
        Check.MISSING,
        new Count(window.missing(), window.seen(), window.missingDesignEffect()),
        baseline.missingShare(),
        limit(baseline.blocks(), RISE_FLOOR, baseline.blocks().missing()),
        List.of());
  }

  private static QualityFinding outOfRange(Drift.Judged column) {
    CellCounts window = column.window();
    CellCounts counts = column.baseline().counts();
    double before =
        counts.present() == 0 ? 0 : (double) (counts.below() + counts.above()) / counts.present();
    BlockSummary blocks = column.baseline().blocks();
    return share(
        column,
        Check.OUT_OF_RANGE,
        new Count(window.below() + window.above(), window.present(), window.outsideDesignEffect()),
        before,
        limit(blocks, RISE_FLOOR, blocks.outOfRange()),
        List.of());
  }

  /// Negative numbers where the baseline has none. They lie below its range, so that the design
  /// effect of what lies outside is theirs or more.
  private static QualityFinding negative(Drift.Judged column) {
    CellCounts window = column.window();
    return share(
        column,
        Check.NEGATIVE,
        new Count(window.negative(), window.present(), window.outsideDesignEffect()),
        0,
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
    CellCounts window = column.window();
    BlockSummary blocks = column.baseline().blocks();
    return share(
        column,
        Check.TYPE,
        new Count(
            window.mistyped(), window.present() + window.mistyped(), window.mistypedDesignEffect()),
        mistypedShare(column.baseline().counts()),
        limit(blocks, UNSEEN_FLOOR, blocks.mistyped()),
        examples);
  }

  private static QualityFinding unseen(
      Drift.Judged column, List<ValueCounts.Entry<String>> examples) {
    CellCounts window = column.window();
    BlockSummary blocks = column.baseline().blocks();
    return share(
        column,
        Check.UNSEEN,
        new Count(window.unseen(), window.present(), window.unseenDesignEffect()),
        0,
        limit(blocks, UNSEEN_FLOOR, blocks.unseen()),
        examples);
  }

  private static double mistypedShare(CellCounts counts) {
    long given = counts.present() + counts.mistyped();
    return given == 0 ? 0 : (double) counts.mistyped() / given;
  }

  /// Values concerned, values looked at.
  private record Count(long count, long n, double designEffect) {
    Proportion proportion() {
      return new Proportion(n == 0 ? 0 : (double) count / n, n / designEffect);
    }
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
  private static Extreme limit(BlockSummary blocks, double floor, Extreme rise) {
    double own = BLOCK_FACTOR * rise.value();
    return blocks.isEnough() && own > floor
        ? new Extreme(own, rise.block())
        : new Extreme(floor, "");
  }

  private static QualityFinding share(
      Drift.Judged column,
      Check check,
      Count counted,
      double baselineShare,
      Extreme rise,
      List<ValueCounts.Entry<String>> examples) {
    Proportion proportion = counted.proportion();
    Double ruled = column.rule().shares().get(check);
    double limit = ruled == null ? Math.min(1, baselineShare + rise.value()) : ruled;
    boolean isEnough = proportion.n() >= column.rule().enough();
    String setBy = rise.block().isEmpty() ? "" : " (set by training block " + rise.block() + ")";
    return new QualityFinding(
        column.baseline().name(),
        check,
        false,
        counted.count(),
        counted.n(),
        proportion.share(),
        baselineShare,
        proportion.lowerBound(),
        limit,
        ruled == null ? rise.block() : "",
        isEnough ? proportion.p(limit) : Double.NaN,
        Double.NaN,
        examples,
        isEnough
            ? words(counted, limit, ruled == null ? setBy : " (set by your rules)")
            : tooFew(counted, column.rule().enough()));
  }

  private static String tooFew(Count counted, long enough) {
    return String.format(
        Locale.ROOT,
        "%s of %d values, worth %.0f single ones; %d are needed",
        Words.percent(counted.proportion().share()),
        counted.n(),
        Math.floor(counted.proportion().n()),
        enough);
  }

  private static String words(Count counted, double limit, String setBy) {
    return "%s of %d values, at least %s with 99 %% confidence; allowed %s%s"
        .formatted(
            Words.percent(counted.proportion().share()),
            counted.n(),
            Words.percent(counted.proportion().lowerBound()),
            Words.percent(limit),
            setBy);
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
