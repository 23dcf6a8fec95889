package dev.treeline.drift;

import static dev.treeline.drift.MonitoringConfig.ComparisonMethod.ROBUST;

import dev.treeline.drift.SageMakerCheck.All;
import dev.treeline.drift.SageMakerCheck.Distance;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.WeightedItems;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// One column of a window compared with the baseline's by SageMaker's distances.
///
/// @param distance how far it moved
/// @param description what a violation says, in SageMaker's words
record SageMakerComparison(Distance distance, String description) {
  /// Compares two columns, if they can be compared.
  static Optional<SageMakerComparison> of(
      ColumnStatistics window, ColumnStatistics baseline, String name, MonitoringConfig config) {
    return switch (window) {
      case ColumnStatistics.Numeric now ->
          baseline instanceof ColumnStatistics.Numeric before
              ? numeric(now, before, name, config)
              : Optional.empty();
      case ColumnStatistics.Text now ->
          baseline instanceof ColumnStatistics.Text before
                  && !now.categories().isEmpty()
                  && !before.categories().isEmpty()
              ? Optional.of(categorical(now, before, name, config))
              : Optional.empty();
    };
  }

  private static Optional<SageMakerComparison> numeric(
      ColumnStatistics.Numeric window,
      ColumnStatistics.Numeric baseline,
      String name,
      MonitoringConfig config) {
    var now = window.sketch().items();
    var before = baseline.sketch().items();
    double simple = SageMakerDistance.numeric(now, before);
    if (Double.isNaN(simple)) {
      return Optional.empty();
    }
    long n = now.total();
    long m = before.total();
    double robust = robust(simple, n, m);
    // Both sides list their different values in order; those of both count once.
    int cells = (int) DoubleStream.concat(values(now), values(before)).distinct().count();
    var all = new All(n, m, cells, simple, robust, Double.NaN, Double.NaN);
    double distance = config.comparisonMethod() == ROBUST ? robust : simple;
    double threshold = config.comparisonThreshold();
    String method = config.comparisonMethod().label();
    return Optional.of(
        new SageMakerComparison(
            new Distance(name, method, distance, threshold, distance > threshold, all),
            "Numerical distance: %s exceeds numerical threshold: %s"
                .formatted(distance, threshold)));
  }

  private static double robust(double simple, long n, long m) {
    return SageMakerDistance.robust(simple, (double) n, (double) m, SageMakerDistance.ROBUST_C);
  }

  private static DoubleStream values(WeightedItems items) {
    return IntStream.range(0, items.size()).mapToDouble(items::value);
  }

  private static SageMakerComparison categorical(
      ColumnStatistics.Text window,
      ColumnStatistics.Text baseline,
      String name,
      MonitoringConfig config) {
    All all = categorical(window, baseline);
    double threshold = config.categoricalComparisonThreshold();
    return switch (config.categoricalDriftMethod()) {
      case L_INFINITY -> {
        double distance = config.comparisonMethod() == ROBUST ? all.robust() : all.simple();
        String method = config.comparisonMethod().label();
        yield new SageMakerComparison(
            new Distance(name, method, distance, threshold, distance > threshold, all),
            "Categorical distance: %s exceeds categorical threshold: %s"
                .formatted(distance, threshold));
      }
      case CHI_SQUARED -> {
        String method = config.categoricalDriftMethod().label();
        double p = all.p();
        yield new SageMakerComparison(
            new Distance(name, method, p, threshold, p < threshold, all),
            "Categorical p-value: %s is below categorical threshold: %s".formatted(p, threshold));
      }
    };
  }

  private static All categorical(ColumnStatistics.Text window, ColumnStatistics.Text baseline) {
    Map<String, Long> now = counts(window);
    Map<String, Long> before = counts(baseline);
    long n = window.tally().present();
    long m = baseline.tally().present();
    double simple = SageMakerDistance.categorical(now, before);
    double robust = robust(simple, n, m);
    SageMakerDistance.Fit fit = SageMakerDistance.chiSquared(now, before);
    Set<String> values = new HashSet<>(now.keySet());
    values.addAll(before.keySet());
    return new All(n, m, values.size(), simple, robust, fit.statistic(), fit.p());
  }

  private static Map<String, Long> counts(ColumnStatistics.Text column) {
    var counts = new LinkedHashMap<String, Long>();
    for (ValueCounts.Entry<String> entry : column.categories()) {
      counts.merge(entry.value(), entry.count(), Long::sum);
    }
    return counts;
  }
}
