package dev.treeline.drift;

import dev.treeline.sketch.ValueType;

/// The verdict on one feature or output of one window, with everything that led to it.
///
/// @param name the feature or output
/// @param type SageMaker's inferred type in the baseline
/// @param test what was compared and how
/// @param state the verdict
/// @param effect size of the change without sampling noise, 0 to `cap`
/// @param cap largest effect there is: 1 for [Test#KOLMOGOROV_SMIRNOV], π for [Test#CHI_SQUARE]
/// @param threshold effect above which a significant change counts
/// @param thresholdBlock the baseline block that set it; empty when it is the floor
/// @param statistic D, or χ²
/// @param p probability of a statistic this large without a change; `NaN` when not tested
/// @param q p adjusted after Benjamini and Hochberg within the family; `NaN` when not tested
/// @param n present values of the window that were compared
/// @param nEffective `n` over the design effect
/// @param baselineN present values of the baseline
/// @param cells cells that were compared
/// @param measures distances that do not vote
/// @param reason the verdict in plain words
/// @param modelVersion who answered, for an output; empty for a feature, and where nobody said
public record Finding(
    String name,
    ValueType type,
    Test test,
    State state,
    double effect,
    double cap,
    double threshold,
    String thresholdBlock,
    double statistic,
    double p,
    double q,
    long n,
    double nEffective,
    long baselineN,
    int cells,
    Measures measures,
    String reason,
    String modelVersion) {
  /// The same of what one version of the model answered.
  ///
  /// @param words the verdict in plain words
  Finding of(String version, String words) {
    return new Finding(
        name,
        type,
        test,
        state,
        effect,
        cap,
        threshold,
        thresholdBlock,
        statistic,
        p,
        q,
        n,
        nEffective,
        baselineN,
        cells,
        measures,
        words,
        version);
  }

  /// How two distributions are compared.
  public enum Test {
    /// Largest difference of the distribution functions, for numbers.
    KOLMOGOROV_SMIRNOV("ks", "D~ = sqrt(max(0, D^2 - (pi^2/12)/N)), N = n m/(n + m)"),
    /// Contingency of the same cells, for categories and few-valued numbers.
    CHI_SQUARE(
        "chi2",
        "h~ = max over cells of sqrt(max(0, h^2 - 1/n - 1/m)), h = 2|asin sqrt(p) - asin sqrt(q)|");

    private final String label;
    private final String formula;

    Test(String label, String formula) {
      this.label = label;
      this.formula = formula;
    }

    /// The word in `report.json`: `ks` or `chi2`.
    public String label() {
      return label;
    }

    /// How the effect is computed.
    public String formula() {
      return formula;
    }
  }
}
