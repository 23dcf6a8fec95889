package dev.treeline.drift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Distances that are reported and do not vote, with the bars that a chart shows.
///
/// @param psi population stability index, natural logarithm, over `bars`, half a count added to
///   each
/// @param jensenShannon divergence with base 2, 0 to 1, not its square root, over `bars`
/// @param hellinger 0 to 1, over `bars`
/// @param lInfinity largest difference of the distribution functions for intervals, of the shares
///   for values; 0 to 1
/// @param wasserstein W1 over IQR/1.349; `NaN` for values and where the baseline's IQR is 0
/// @param bars baseline deciles, heavy values and missing; or the commonest values
public record Measures(
    double psi,
    double jensenShannon,
    double hellinger,
    double lInfinity,
    double wasserstein,
    List<Bar> bars) {
  /// Nothing could be measured, as one side has no value.
  public static final Measures NONE =
      new Measures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());

  /// Keeps the bars.
  public Measures {
    bars = List.copyOf(bars);
  }

  /// One bar of a chart.
  ///
  /// @param label what it holds: an interval, a value, `missing`, `unseen`, `other values`
  /// @param baseline share of the baseline's values, missing ones included, 0 to 1
  /// @param window share of the window's values
  public record Bar(String label, double baseline, double window) {}

  /// The measures that are numbers, by the name that `report.json` uses: `psi`, `jensenShannon`,
  /// `hellinger`, `lInfinity`, `wasserstein`; in this order, those that are `NaN` left out.
  public Map<String, Double> byName() {
    var all = new LinkedHashMap<String, Double>();
    all.put("psi", psi);
    all.put("jensenShannon", jensenShannon);
    all.put("hellinger", hellinger);
    all.put("lInfinity", lInfinity);
    all.put("wasserstein", wasserstein);
    all.values().removeIf(value -> value.isNaN());
    return all;
  }
}
