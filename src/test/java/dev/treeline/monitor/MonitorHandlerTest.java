package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.capture.CaptureLine;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.FolderStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

  private MonitorHandler handler() {
    Settings settings =
        Settings.from(
            Map.of(
                "TREELINE_ENDPOINT", "toys",
                "TREELINE_CAPTURE_URI", root.resolve("captures").toString(),
                "TREELINE_BASELINE", root.resolve("baseline").toString(),
                "TREELINE_REPORTS", root.resolve("reports").toString()),
            root,
            Job.MONITOR);
    return new MonitorHandler(
        settings,
        traffic.monitor(),
        InstantSource.fixed(NOW),
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private JsonNode handle(String event) throws IOException {
    return handle(event, new Invocation("request-1", () -> 900_000));
  }

  private JsonNode metrics() throws IOException {
    List<JsonNode> lines = printed("_aws");
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  /// Printed lines that have a member.
  private List<JsonNode> printed(String member) throws IOException {
    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    List<JsonNode> found = new ArrayList<>();
    for (String line : text.lines().toList()) {
      JsonNode read = new ObjectMapper().readTree(line);
      if (read.has(member)) {
        found.add(read);
      }
    }
    return found;
  }

  @Test
  void featuresThatWentFurthestAreLoggedForTheDashboard() throws IOException {
    traffic.capture("toys/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(400));
    handle(SCHEDULED);

    List<JsonNode> features = printed("feature");
    assertThat(features).isNotEmpty().hasSizeLessThanOrEqualTo(10);
    assertThat(features).allMatch(line -> line.path("event").asText().equals("feature"));
    assertThat(features).allMatch(line -> !line.path("state").asText().isEmpty());
    assertThat(features)
        .extracting(line -> line.path("score").asDouble())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(features.getFirst().path("score").asDouble())
        .isEqualTo(metrics().path("MaxDriftScore").asDouble());
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
            "DriftViolations",
            "StrongestDrift",
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

  private JsonNode handle(String event, Invocation invocation) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler()
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, invocation);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  @Test
  void repeatedEventFindsNothingDueAndTouchesNoFile() throws IOException {
    traffic.capture("toys/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(400));
    handle(SCHEDULED);
    String report = Files.readString(traffic.reports().resolve("toys/drift/latest/report.json"));

    JsonNode again = handle(SCHEDULED);

    assertThat(again.path("state").asText()).isEqualTo("nothingDue");
    assertThat(again.path("next").asText()).isEqualTo("2026-01-31T12:00:02Z");
    assertThat(traffic.reports().resolve("toys/drift/latest/report.json")).hasContent(report);
  }

  @Test
  void missedWindowsAreToldFromTheFirstToTheLast() throws IOException {
    traffic.capture("toys/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(400));
    handle("{\"scheduledTime\": \"2026-01-31T09:20:00Z\"}");

    JsonNode summary = handle(SCHEDULED);

    assertThat(summary.path("from").asText()).isEqualTo("2026-01-31T10:00:00Z");
    assertThat(summary.at("/earlier/0/state").asText()).isEqualTo("noData");
    assertThat(summary.at("/earlier/0/from").asText()).isEqualTo("2026-01-31T09:00:00Z");
    assertThat(summary.path("remaining").asInt(-1)).isZero();
    assertThat(printed("_aws")).hasSize(3);
  }

  @Test
  void windowTooSmallIsAStateThatSaysWhenTheNextVerdictComes() throws IOException {
    traffic.capture("toys/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(50));

    JsonNode summary = handle(SCHEDULED);

    assertThat(summary.path("state").asText()).isEqualTo("growing");
    assertThat(summary.path("values").asInt()).isEqualTo(50);
    assertThat(summary.path("nextVerdictSeconds").asInt()).isEqualTo(3 * 3600);
    assertThat(summary.path("message").asText())
        .isEqualTo("50 of 200 values since 2026-01-31T10:00:00Z; next verdict in about 3 hours");
    assertThat(metrics().path("RowsAnalyzed").asInt()).isEqualTo(50);
    assertThat(metrics().has("Violations")).isFalse();
    assertThat(metrics().path("MonitorFailures").asInt(-1)).isZero();
  }

  @Test
  void secondRunAtOnceIsBusyAndSaysNothingElse() throws IOException {
    traffic.capture("toys/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(400));
    RunLock lock = new RunLock(new FolderStore(traffic.reports()), "toys/drift/" + RunLock.NAME);
    Turn first = new Turn("request-0", NOW, NOW, NOW.plusSeconds(800), () -> false);
    assertThat(lock.take(first)).isInstanceOf(RunLock.Attempt.Taken.class);

    JsonNode scheduled = handle(SCHEDULED);
    JsonNode named = handle("{\"from\": \"2026-01-31T10:00:00Z\"}");

    assertThat(scheduled.path("state").asText()).isEqualTo("busy");
    assertThat(scheduled.path("owner").asText()).isEqualTo("request-0");
    assertThat(named).isEqualTo(scheduled);
    assertThat(printed.size()).isZero();
  }

  @Test
  void runNearItsDeadlineIsGoneOnWithByItsRepetition() throws IOException {
    List<CaptureLine> lines = traffic.quietHour(400);
    for (int i = 0; i < 4; i++) {
      traffic.capture(
          "toys/AllTraffic/2026/01/31/10/" + i + ".jsonl", lines.subList(100 * i, 100 * (i + 1)));
    }
    AtomicInteger asked = new AtomicInteger();
    // Asked for the turn, before the window, and before each file.
    Invocation hurried =
        new Invocation("request-1", () -> asked.getAndIncrement() < 4 ? 900_000 : 29_999);

    assertThatThrownBy(() -> handle(SCHEDULED, hurried))
        .hasMessageStartingWith("stopped before the deadline: 2 capture files of the window");
    assertThat(printed.size()).isZero();
    JsonNode summary = handle(SCHEDULED, new Invocation("request-1", () -> 900_000));

    assertThat(summary.path("state").asText()).isEqualTo("completed");
    assertThat(summary.path("rows").asInt()).isEqualTo(400);
  }

  @Test
  void runThatComesNoFurtherIsAFailureInTheMetrics() throws IOException {
    traffic.capture("toys/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(400));
    AtomicInteger asked = new AtomicInteger();
    Invocation late =
        new Invocation("request-1", () -> asked.getAndIncrement() < 2 ? 900_000 : 29_999);

    assertThatThrownBy(() -> handle(SCHEDULED, late)).hasMessageContaining("no progress kept");
    assertThat(metrics().path("MonitorFailures").asInt()).isEqualTo(1);
  }

  @Test
  void capturesThatAreMissingAreAViolationWhereInvocationsAreKnown() throws IOException {
    traffic.capture("toys/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(400));
    String window =
        "{\"from\": \"2026-01-31T10:00:00Z\", \"to\": \"2026-01-31T11:00:00Z\","
            + " \"invocations\": ";

    assertThat(handle(window + "400}").path("violations").asInt(-1)).isZero();
    assertThat(handle(window + "500}").path("violations").asInt()).isEqualTo(1);
    JsonNode loss =
        new ObjectMapper()
            .readTree(traffic.reports().resolve("toys/drift/latest/report.json").toFile())
            .path("dataLoss");
    assertThat(loss.path("captured").asInt()).isEqualTo(400);
    assertThat(loss.path("share").asDouble()).isCloseTo(0.2, within(1e-12));
  }
}
