package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmfLineTest {
  private static final Instant TIME = Instant.parse("2026-02-01T00:20:00Z");

  @Test
  void lineIsWhatCloudWatchReads() {
    String line =
        EmfLine.of(
            "Treeline",
            "iris",
            "drift",
            TIME,
            List.of(
                new Metric("DriftedFeatures", "Count", 2),
                new Metric("MaxDriftScore", "None", 0.25)));

    assertThat(line)
        .isEqualTo(
            "{\"_aws\":{\"Timestamp\":1769905200000,\"CloudWatchMetrics\":[{\"Namespace\":"
                + "\"Treeline\",\"Dimensions\":[[\"Endpoint\",\"MonitoringSchedule\"]],"
                + "\"Metrics\":[{\"Name\":\"DriftedFeatures\",\"Unit\":\"Count\"},"
                + "{\"Name\":\"MaxDriftScore\",\"Unit\":\"None\"}]}]},"
                + "\"Endpoint\":\"iris\",\"MonitoringSchedule\":\"drift\","
                + "\"DriftedFeatures\":2.0,\"MaxDriftScore\":0.25}");
  }

  @Test
  void numbersThatCloudWatchRefusesAreLeftOut() {
    String line =
        EmfLine.of(
            "Treeline",
            "iris",
            "drift",
            TIME,
            List.of(
                new Metric("A", "None", Double.NaN),
                new Metric("B", "None", Double.POSITIVE_INFINITY),
                new Metric("C", "None", 1)));

    assertThat(line).doesNotContain("NaN", "Infinity", "\"A\"", "\"B\"").contains("\"C\":1.0");
  }

  @Test
  void lineHasNoLineBreakWhateverTheNamesHold() {
    String line = EmfLine.of("n", "a\nb", "c\r\"d", TIME, List.of());

    assertThat(line).doesNotContain("\n", "\r").contains("a\\nb", "c\\r\\\"d");
  }
}
