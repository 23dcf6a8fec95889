package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.drift.Drift;
import dev.treeline.drift.WindowCounts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:20:00Z");

  private static double value(Report report, String name) {
    return Metrics.of(report, NOW).stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void driftIsCountedApartFromFailedChecks() {
    Report faulty = Samples.report(900, Samples.Fault.SEVERAL);
    assertThat(value(faulty, "QualityViolations")).isPositive();
    assertThat(value(faulty, "DriftViolations") + value(faulty, "QualityViolations"))
        .isEqualTo(value(faulty, "Violations"));
    assertThat(value(faulty, "StrongestDrift"))
        .isGreaterThan(1)
        .isEqualTo(Math.max(value(faulty, "MaxDriftScore"), value(faulty, "PredictionDrift")));
  }

  @Test
  void windowInWhichNothingDriftedHasNoStrengthWhateverItsLargestEffect() {
    Report quiet = Samples.report(900, Samples.Fault.NONE);
    assertThat(value(quiet, "MaxDriftScore")).isPositive();
    assertThat(value(quiet, "StrongestDrift")).isZero();
    assertThat(value(quiet, "DriftViolations")).isZero();
  }

  @Test
  void featureWithoutAnyValueIsTheLargestMissingRate() {
    List<Samples.Row> rows =
        Samples.rows(2, 900, Samples.Fault.NONE).stream()
            .map(r -> new Samples.Row(r.distance(), r.carrier(), r.hour(), Double.NaN, r.score()))
            .toList();
    WindowCounts counts = Samples.counts(Samples.profile(), rows);
    Report quiet = Samples.report(900, Samples.Fault.NONE);
    Report report =
        new Report(
            quiet.run(),
            quiet.profile(),
            counts,
            Drift.judge(quiet.profile(), counts),
            quiet.statistics(),
            quiet.constraints(),
            quiet.sagemaker(),
            quiet.rule());

    assertThat(value(report, "MissingRateMax")).isEqualTo(1);
    assertThat(value(quiet, "MissingRateMax")).isBetween(0.005, 0.05);
  }
}
