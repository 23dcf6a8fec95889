package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmfLineTest {
  private static final Instant TIME = Instant.parse("2026-02-01T00:20:00Z");

  private static String only(EmfLine emf, List<Metric> metrics) {
    return emf.lines(metrics).getFirst();
  }

  @Test
  void statisticSetsHaveLinesOfTheirOwn() {
    List<String> lines =
        new EmfLine("n", "iris", "drift", TIME)
            .spreads(
                List.of(
                    new Spread("feature_data_x", -1, 2.5, 7, 4),
                    new Spread("feature_data_none", Double.NaN, Double.NaN, 0, 0)));

    assertThat(lines)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("\"Metrics\":[{\"Name\":\"feature_data_x\",\"Unit\":\"None\"}]")
                    .endsWith(
                        "\"feature_data_x\":{\"Max\":2.5,\"Min\":-1.0,\"Count\":4,\"Sum\":7.0}}"));
  }

  @Test
  void lineIsWhatCloudWatchReads() {
    String line =
        only(
            new EmfLine("Treeline", "iris", "drift", TIME),
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
        only(
            new EmfLine("Treeline", "iris", "drift", TIME),
            List.of(
                new Metric("A", "None", Double.NaN),
                new Metric("B", "None", Double.POSITIVE_INFINITY),
                new Metric("C", "None", 1)));

    assertThat(line).doesNotContain("NaN", "Infinity", "\"A\"", "\"B\"").contains("\"C\":1.0");
  }

  @Test
  void lineHasNoLineBreakWhateverTheNamesHold() {
    String line =
        only(new EmfLine("n", "a\nb", "c\r\"d", TIME), List.of(new Metric("x", "None", 1)));

    assertThat(line).doesNotContain("\n", "\r").contains("a\\nb", "c\\r\\\"d");
  }
}
