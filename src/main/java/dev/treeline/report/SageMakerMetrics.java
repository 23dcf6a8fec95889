package dev.treeline.report;

import dev.treeline.drift.ColumnStatistics;
import dev.treeline.drift.SageMakerCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// SageMaker Model Monitor's own metrics of a run, up to three a feature, so that alarms and
/// dashboards that exist go on:
///
/// - `feature_baseline_drift_{feature}`: the distance that its rules compare with the threshold;
/// - `feature_non_null_{feature}`: values that are there;
/// - `feature_data_{feature}`: of a numeric feature smallest and largest value, sum and count, as a
///   statistic set.
///
/// A feature whose name no metric may have (over 1,024 characters with the prefix, blank, or with
/// others than visible ASCII and blanks) is left out.
public final class SageMakerMetrics {
  /// SageMaker's namespace of these metrics.
  public static final String NAMESPACE = "aws/sagemaker/Endpoints/data-metrics";

  private static final int LONGEST = 1_024;

  private SageMakerMetrics() {}

  /// Which features have metrics of their own; each costs by the month.
  ///
  /// @param names those, in any case
  /// @param most so many others, those that drifted furthest by SageMaker's distance
  public record Choice(Set<String> names, int most) {
    public Choice {
      names = Set.copyOf(names);
    }
  }

  /// The metrics of a run; none when `monitoring_config` has `emit_metrics` disabled.
  public static List<Metric> of(Report report, Choice choice) {
    if (!report.constraints().config().emitMetrics()) {
      return List.of();
    }
    Set<String> chosen = chosen(report, choice);
    List<Metric> metrics = new ArrayList<>();
    for (SageMakerCheck.Distance distance : report.sagemaker().distances()) {
      if (chosen.contains(distance.name())) {
        add(metrics, "feature_baseline_drift_" + distance.name(), "None", distance.distance());
      }
    }
    for (ColumnStatistics column : report.statistics().columns()) {
      if (chosen.contains(column.name())) {
        add(
            metrics,
            "feature_non_null_" + column.name(),
            "Count",
            (double) column.tally().present());
      }
    }
    return List.copyOf(metrics);
  }

  /// The statistics of a run's numeric features; none when `monitoring_config` has `emit_metrics`
  /// disabled.
  public static List<Spread> spreads(Report report, Choice choice) {
    if (!report.constraints().config().emitMetrics()) {
      return List.of();
    }
    Set<String> chosen = chosen(report, choice);
    List<Spread> spreads = new ArrayList<>();
    for (ColumnStatistics column : report.statistics().columns()) {
      String name = "feature_data_" + column.name();
      if (column instanceof ColumnStatistics.Numeric of
          && chosen.contains(column.name())
          && isName(name)) {
        spreads.add(new Spread(name, of.min(), of.max(), of.sum(), of.tally().present()));
      }
    }
    return List.copyOf(spreads);
  }

  private static Set<String> chosen(Report report, Choice choice) {
    Set<String> chosen = new HashSet<>(choice.names());
    report.sagemaker().distances().stream()
        .filter(distance -> !choice.names().contains(distance.name()))
        .sorted(
            Comparator.comparing(SageMakerCheck.Distance::violated)
                .thenComparingDouble(SageMakerMetrics::reach)
                .reversed()
                .thenComparing(SageMakerCheck.Distance::name))
        .limit(choice.most())
        .forEach(distance -> chosen.add(distance.name()));
    return chosen;
  }

  private static double reach(SageMakerCheck.Distance distance) {
    return Double.isNaN(distance.distance()) ? -1 : distance.distance();
  }

  private static void add(List<Metric> metrics, String name, String unit, double value) {
    if (isName(name)) {
      metrics.add(new Metric(name, unit, value));
    }
  }

  private static boolean isName(String name) {
    boolean isPlain = name.chars().allMatch(c -> c >= ' ' && c <= '~');
    return isPlain && !name.isBlank() && name.length() <= LONGEST;
  }
}
