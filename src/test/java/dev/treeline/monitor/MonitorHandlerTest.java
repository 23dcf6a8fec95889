package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorHandlerTest {
  private static final Instant NOW = Instant.parse("2026-01-31T11:20:00Z");
  private static final String SCHEDULED =
      "{\"scheduledTime\": \"2026-01-31T11:20:00Z\", \"period\": \"PT1H\"}";

  @TempDir Path root;
  private Traffic traffic;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void makeBaseline() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
  }

  private JsonNode handle(String event) throws IOException {
    Settings settings =
        Settings.from(
            Map.of(
                "TREELINE_ENDPOINT", "toys",
                "TREELINE_CAPTURE_URI", root.resolve("captures").toString(),
                "TREELINE_BASELINE", root.resolve("baseline").toString(),
                "TREELINE_REPORTS", root.resolve("reports").toString()),
            root,
            Job.MONITOR);
    MonitorHandler handler =
        new MonitorHandler(
            settings,
            traffic.monitor(),
            InstantSource.fixed(NOW),
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler.handle(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private JsonNode metrics() throws IOException {
    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n").containsOnlyOnce("\n");
    return new ObjectMapper().readTree(text);
  }

  @Test
  void scheduledHourIsJudgedAndItsMetricsAreOneLine() throws IOException {
    traffic.capture("toys/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(400));

    JsonNode summary = handle(SCHEDULED);

    assertThat(summary.path("state").asText()).isEqualTo("completed");
    assertThat(summary.path("verdict").asText()).isEqualTo("stable");
    assertThat(summary.path("from").asText()).isEqualTo("2026-01-31T10:00:00Z");
    assertThat(summary.path("rows").asInt()).isEqualTo(400);
    assertThat(summary.path("files").toString()).contains("toys/drift/2026/01/31/11/report.html");
    JsonNode metrics = metrics();
    assertThat(metrics.path("Endpoint").asText()).isEqualTo("toys");
    assertThat(metrics.path("MonitoringSchedule").asText()).isEqualTo("drift");
    assertThat(metrics.path("DriftedFeatures").asDouble()).isZero();
    assertThat(metrics.path("RowsAnalyzed").asDouble()).isEqualTo(400);
    assertThat(metrics.path("MonitorLagSeconds").asDouble()).isEqualTo(1200);
    assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("Treeline");
    assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Metrics").findValuesAsText("Name"))
        .containsExactly(
            "Violations",
            "DriftedFeatures",
            "DriftedFeatureShare",
            "MaxDriftScore",
            "PredictionDrift",
            "QualityViolations",
            "MissingRateMax",
            "RowsAnalyzed",
            "ParseErrors",
            "MonitorLagSeconds",
            "MonitorFailures");
  }

  @Test
  void noDataIsAStateWithAMetricAndNoFailure() throws IOException {
    assertThat(handle(SCHEDULED).path("state").asText()).isEqualTo("noData");
    assertThat(metrics().path("RowsAnalyzed").asInt(-1)).isZero();
    assertThat(metrics().path("MonitorFailures").asInt(-1)).isZero();
  }

  @Test
  void windowThatCannotBeReadIsAFailureInTheMetricsAndNamesTheFirstPlace() throws IOException {
    traffic.capture(
        "toys/AllTraffic/2026/01/31/10/a.jsonl",
        List.of(traffic.line(FROM, side("text/csv", "1"), side("text/csv", "1"))));

    JsonNode summary = handle(SCHEDULED);

    assertThat(summary.path("state").asText()).isEqualTo("nothingCounted");
    assertThat(summary.at("/skipped/0/first").asText()).contains("found 1 column, expected 3");
    assertThat(metrics().path("MonitorFailures").asInt()).isEqualTo(1);
    assertThat(metrics().path("ParseErrors").asInt()).isEqualTo(1);
  }

  @Test
  void badBaselineFailsClearlyAndIsCounted() throws IOException {
    Files.writeString(root.resolve("baseline/profile.json"), "{\"version\": 9}");

    assertThatThrownBy(() -> handle(SCHEDULED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("profile.json $.version: found 9, expected 2");
    assertThat(metrics().path("MonitorFailures").asInt()).isEqualTo(1);
  }

  @Test
  void unreadableEventFailsClearlyAndIsCounted() throws IOException {
    assertThatThrownBy(() -> handle("{\"from\": \"soon\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$.from");
    assertThat(metrics().path("MonitorFailures").asInt()).isEqualTo(1);
  }

  @Test
  void eventsFileNamesAWholeDay() throws IOException {
    handle(Files.readString(Path.of("events/schedule.json")));

    assertThat(metrics().path("RowsAnalyzed").asInt(-1)).isZero();
  }
}
