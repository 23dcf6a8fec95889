package dev.treeline.drift;

import dev.treeline.drift.Measure.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Distances that are reported and do not vote, with the bars that a chart shows.
///
/// @param all those that exist, in the order of [Kind]: W1 and KS only for numbers, W1 not where
///   the baseline's IQR is 0
/// @param bars baseline deciles, heavy values and missing; or the commonest values
public record Measures(List<Measure> all, List<Bar> bars) {
  /// Nothing could be measured, as one side has no value.
  public static final Measures NONE = new Measures(List.of(), List.of());

  /// Keeps the lists.
  public Measures {
    all = List.copyOf(all);
    bars = List.copyOf(bars);
  }

  /// One bar of a chart.
  ///
  /// @param label what it holds: an interval, a value, `missing`, `unseen`, `other values`
  /// @param baseline share of the baseline's values, missing ones included, 0 to 1
  /// @param window share of the window's values
  public record Bar(String label, double baseline, double window) {}

  /// One measure's value, `NaN` where it does not exist.
  double value(Kind kind) {
    return all.stream()
        .filter(measure -> measure.kind() == kind)
        .mapToDouble(Measure::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /// Population stability index, natural logarithm, over `bars`.
  public double psi() {
    return value(Kind.PSI);
  }

  /// Divergence with base 2, 0 to 1, not its square root, over `bars`.
  public double jensenShannon() {
    return value(Kind.JENSEN_SHANNON);
  }

  /// 0 to 1, over `bars`.
  public double hellinger() {
    return value(Kind.HELLINGER);
  }

  /// Largest difference of the distribution functions for intervals, of the shares for values.
  public double lInfinity() {
    return value(Kind.L_INFINITY);
  }

  /// W1 over IQR/1.349.
  public double wasserstein() {
    return value(Kind.WASSERSTEIN);
  }

  /// The values by the name that `report.json` uses, in order.
  public Map<String, Double> byName() {
    var values = new LinkedHashMap<String, Double>();
    all.forEach(measure -> values.put(measure.kind().label(), measure.value()));
    return values;
  }
}
