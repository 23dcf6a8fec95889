package dev.treeline.drift;

/// One distance between a window and its baseline that is reported and does not vote, with what it
/// was computed from.
///
/// @param kind which distance
/// @param value the distance; never `NaN`
/// @param n values of the window it was computed from
/// @param baselineN values of the baseline
/// @param cells cells that were compared
/// @param p probability of a value this large without a change; `NaN` where no law is known
public record Measure(Kind kind, double value, long n, long baselineN, int cells, double p) {
  /// The distances, in the order in which they are listed.
  public enum Kind {
    /// Population stability index over the bars.
    PSI("psi", "sum (q - p) ln(q/p) over the bars, half a count added to each"),
    /// Kolmogorov's D, of numbers.
    KOLMOGOROV_SMIRNOV("ks", "D = max |F(x) - G(x)| at the upper ends of the cells"),
    /// χ² of both sides as a contingency table.
    CHI_SQUARE("chi2", "sum (observed - expected)^2/expected over both sides' present values"),
    /// Jensen-Shannon divergence over the bars.
    JENSEN_SHANNON(
        "jensenShannon",
        "divergence, base 2, over the bars: (sum p log2(p/m) + sum q log2(q/m))/2, m = (p + q)/2"),
    /// Hellinger's distance over the bars.
    HELLINGER("hellinger", "sqrt(sum (sqrt p - sqrt q)^2/2) over the bars"),
    /// Largest difference, as SageMaker's `Simple`.
    L_INFINITY(
        "lInfinity", "max |F(x) - G(x)| at the ends of intervals, max |p - q| over listed values"),
    /// Area between the distribution functions, in the baseline's own spread.
    WASSERSTEIN("wasserstein", "W1/(IQR/1.349): area of |F(x) - G(x)|, the IQR the baseline's");

    private final String label;
    private final String formula;

    Kind(String label, String formula) {
      this.label = label;
      this.formula = formula;
    }

    /// The key in `report.json`.
    public String label() {
      return label;
    }

    /// How it is computed; `p` and `q` are shares of the baseline and of the window.
    public String formula() {
      return formula;
    }
  }
}
