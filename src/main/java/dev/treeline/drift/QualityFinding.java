package dev.treeline.drift;

import dev.treeline.sketch.ValueCounts;
import java.util.List;

/// One check of one column's data quality in one window.
///
/// @param name the feature
/// @param check what was checked
/// @param violated whether it failed
/// @param count values concerned
/// @param n values looked at
/// @param share `count` over `n`, 0 when there are none
/// @param baselineShare the same share in the baseline
/// @param lowerBound lower bound of the share at 99 %: the baseline's share plus the lower bound of
///   the rise
/// @param limit share that the lower bound must exceed
/// @param limitBlock the baseline block that set the limit; empty when it is the floor
/// @param p probability of such a share if the true one were the largest that the baseline does not
///   exclude, or the limit if that is less; `NaN` when not tested
/// @param q p adjusted after Benjamini and Hochberg over all checks of the window
/// @param examples offending values with their counts, the commonest first; untrusted text, or
///   tokens where the feature is not shown, see [Disclosure]
/// @param reason the outcome in plain words
public record QualityFinding(
    String name,
    Check check,
    boolean violated,
    long count,
    long n,
    double share,
    double baselineShare,
    double lowerBound,
    double limit,
    String limitBlock,
    double p,
    double q,
    List<ValueCounts.Entry<String>> examples,
    String reason) {
  private static final String SHARE =
      "share = count/n; Newcombe's lower bound of the rise, one-sided 99 %, above the allowed one;"
          + " p the binomial tail";

  /// Keeps the examples.
  public QualityFinding {
    examples = List.copyOf(examples);
  }

  /// This finding with its verdict.
  QualityFinding decided(boolean isViolated, double adjusted) {
    return with(isViolated, p, adjusted, reason);
  }

  /// This finding, tested no more.
  ///
  /// @param why added to the reason
  QualityFinding harmless(String why) {
    return with(false, Double.NaN, Double.NaN, reason + why);
  }

  private QualityFinding with(boolean isViolated, double chance, double adjusted, String words) {
    return new QualityFinding(
        name,
        check,
        isViolated,
        count,
        n,
        share,
        baselineShare,
        lowerBound,
        limit,
        limitBlock,
        chance,
        adjusted,
        examples,
        words);
  }

  /// What is checked.
  public enum Check {
    /// The share of missing values rose.
    MISSING("missing", SHARE),
    /// Values outside the baseline's range.
    OUT_OF_RANGE("outOfRange", SHARE),
    /// Negative values where the baseline holds none.
    NEGATIVE("negative", SHARE),
    /// Values that the baseline does not hold.
    UNSEEN("unseen", SHARE),
    /// Text where the baseline held numbers.
    TYPE("type", SHARE),
    /// No value at all in a window that has rows, where the baseline had some.
    ALL_MISSING("allMissing", "missing = n"),
    /// One value only, where the baseline had several.
    CONSTANT("constant", "count of one value = n");

    private final String label;
    private final String formula;

    Check(String label, String formula) {
      this.label = label;
      this.formula = formula;
    }

    /// How it is decided.
    public String formula() {
      return formula;
    }

    /// The word in `report.json`, such as `outOfRange`.
    public String label() {
      return label;
    }
  }
}
