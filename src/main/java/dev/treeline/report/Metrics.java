package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The few numbers of a run that are worth a metric each; all others are in `report.json`.
public final class Metrics {
  private Metrics() {}

  /// The metrics of a run that had rows.
  ///
  /// Columns whose change was accepted, or is only to be warned of, are in none of them but
  /// `MissingRateMax`.
  ///
  /// - `Violations`: everything that counts, after the rule in force;
  /// - `DriftViolations`: those of them that are drift or a broken limit; by SageMaker's rule all;
  /// - `StrongestDrift`: the largest effect over its threshold of what drifted; 0 when nothing did;
  /// - `DriftedFeatures`, `DriftedFeatureShare`: features of state *drifted*, and their share of
  ///   all;
  /// - `MaxDriftScore`: the largest effect over its threshold, of the features that could be
  ///   judged; above 1 with significance is *drifted*;
  /// - `PredictionDrift`: the same of the outputs;
  /// - `QualityViolations`: failed checks of data quality;
  /// - `DataLoss`: the share of captured lines that are missing, 0 to 1; 0 where it is within what
  ///   is tolerated; absent where nobody knows how many there should be;
  /// - `MissingRateMax`: the largest share of missing values, 0 to 1;
  /// - and those of [#withoutRows(Run, Instant)].
  ///
  /// @param now when the run ended
  public static List<Metric> of(Report report, Instant now) {
    List<Finding> features = report.findings().features();
    long drifted = report.heardDrifted().size();
    List<Metric> metrics = new ArrayList<>();
    metrics.add(new Metric("Violations", "Count", report.violations()));
    metrics.add(new Metric("DriftViolations", "Count", report.driftViolations()));
    metrics.add(new Metric("StrongestDrift", "None", strongest(report)));
    metrics.add(new Metric("DriftedFeatures", "Count", drifted));
    metrics.add(
        new Metric("DriftedFeatureShare", "None", (double) drifted / Math.max(1, features.size())));
    metrics.add(new Metric("MaxDriftScore", "None", score(report, features)));
    metrics.add(
        new Metric("PredictionDrift", "None", score(report, report.findings().predictions())));
    metrics.add(new Metric("QualityViolations", "Count", report.heardChecks()));
    if (report.dataLoss().state() != State.INSUFFICIENT) {
      double lost = report.dataLoss().violated() ? report.dataLoss().share() : 0;
      metrics.add(new Metric("DataLoss", "None", lost));
    }
    metrics.add(new Metric("MissingRateMax", "None", missing(report.findings().quality())));
    metrics.addAll(always(report.run(), report.findings().rows(), now));
    return List.copyOf(metrics);
  }

  /// The metrics of a run without rows: those that every run has.
  ///
  /// - `RowsAnalyzed`;
  /// - `ParseErrors`: lines and rows that could not be counted;
  /// - `MonitorLagSeconds`: from the end of the window to now; absent when it is open;
  /// - `MonitorFailures`: 1 when there were lines and none could be counted, otherwise 0.
  ///
  /// @param now when the run ended
  public static List<Metric> withoutRows(Run run, Instant now) {
    return always(run, 0, now);
  }

  /// The metrics of a window that stays open: those that every run has, so that a day without a
  /// verdict is no day without drift.
  ///
  /// @param now when the run ended
  public static List<Metric> growing(Report report, Instant now) {
    return always(report.run(), report.findings().rows(), now);
  }

  /// What a run says that could not be finished.
  public static List<Metric> failure() {
    return List.of(new Metric("MonitorFailures", "Count", 1));
  }

  /// What a run says whose message to people could not be sent.
  public static List<Metric> notificationFailed() {
    return List.of(new Metric("NotificationFailed", "Count", 1));
  }

  private static List<Metric> always(Run run, long rows, Instant now) {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(new Metric("RowsAnalyzed", "Count", rows));
    metrics.add(new Metric("ParseErrors", "Count", run.skippedCount()));
    if (run.window().hasTo()) {
      metrics.add(
          new Metric(
              "MonitorLagSeconds",
              "Seconds",
              Duration.between(run.window().to(), now).toSeconds()));
    }
    int failures = rows == 0 && run.skippedCount() > 0 ? 1 : 0;
    metrics.add(new Metric("MonitorFailures", "Count", failures));
    return List.copyOf(metrics);
  }

  private static double score(Report report, List<Finding> findings) {
    return scores(report, findings.stream().filter(f -> f.state() != State.INSUFFICIENT))
        .max()
        .orElse(Double.NaN);
  }

  private static double strongest(Report report) {
    Stream<Finding> all =
        Stream.concat(
            report.findings().features().stream(), report.findings().predictions().stream());
    return scores(report, all.filter(f -> f.state() == State.DRIFTED)).max().orElse(0);
  }

  /// Effects over thresholds of what is heard.
  private static DoubleStream scores(Report report, Stream<Finding> findings) {
    return findings
        .filter(f -> f.threshold() > 0 && report.alarm().hears(f.name()))
        .mapToDouble(f -> f.effect() / f.threshold())
        .filter(Double::isFinite);
  }

  private static double missing(List<QualityFinding> checks) {
    return checks.stream()
        .filter(check -> isOfMissing(check.check()))
        .mapToDouble(QualityFinding::share)
        .max()
        .orElse(Double.NaN);
  }

  /// A feature without any value is checked for that, and no more for its share of missing ones.
  private static boolean isOfMissing(QualityFinding.Check check) {
    return switch (check) {
      case MISSING, ALL_MISSING -> true;
      case OUT_OF_RANGE, NEGATIVE, UNSEEN, TYPE, CONSTANT -> false;
    };
  }
}
