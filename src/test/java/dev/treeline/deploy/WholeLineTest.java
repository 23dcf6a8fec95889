package dev.treeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Both built functions as the template wires them, with moto between: requests to captures,
/// captures to a report and the metric that the alarm watches.
@Tag("moto")
class WholeLineTest {
  private final Moto moto = new Moto();
  private final Template template = Template.read();

  WholeLineTest() throws IOException {}

  @AfterEach
  void closeClients() {
    moto.close();
  }

  @Test
  void requestsBecomeAReportAndTheMetricOfTheAlarm() throws Exception {
    String bucket = moto.bucketWithStream("captures/treeline/AllTraffic/");
    var names = names(bucket);
    var endpoint = Map.of("AWS_ENDPOINT_URL", moto.address());

    List<Path> events = Events.scoring();
    try (var score = BuiltFunction.of("ScoreFunction").start(names, endpoint)) {
      for (Path event : events) {
        assertThat(score.invoke(Files.readString(event))).isInstanceOf(Outcome.Answered.class);
      }
      assertThat(score.awaitLines(line -> line.contains("\"CaptureOffered\":1,"), events.size()))
          .hasSameSizeAs(events);
    }
    assertThat(captured(bucket)).hasSameSizeAs(events);
    new CloudWatchOfMoto(moto.address())
        .put("Treeline", "CaptureOffered", Instant.now(), events.size());

    try (var monitor = BuiltFunction.of("MonitorFunction").start(names, endpoint)) {
      assertThat(monitor.invoke(windowOfToday())).isInstanceOf(Outcome.Answered.class);

      JsonNode report = report(bucket);
      assertThat(report.path("rows").asInt()).isGreaterThanOrEqualTo(events.size());
      assertThat(report.path("endpoint").asText()).isEqualTo("treeline");
      assertThat(report.at("/dataLoss/invocations").asInt()).isEqualTo(events.size());
      assertThat(report.at("/dataLoss/captured").asInt()).isEqualTo(events.size());
      assertThat(monitor.awaitLines(line -> line.contains("\"_aws\""), 1))
          .anySatisfy(line -> isTheMetricOf("DriftAlarm", line))
          .anySatisfy(line -> isTheMetricOf("StrongDriftAlarm", line))
          .anySatisfy(line -> isTheMetricOf("QualityAlarm", line));
    }
  }

  @Test
  void scheduledEventOfADayWithoutTrafficIsAnswered() throws Exception {
    String bucket = moto.bucketWithStream("captures/treeline/AllTraffic/");
    var names = names(bucket);
    var endpoint = Map.of("AWS_ENDPOINT_URL", moto.address());
    try (var monitor = BuiltFunction.of("MonitorFunction").start(names, endpoint)) {
      assertThat(monitor.invoke(Events.schedule())).isInstanceOf(Outcome.Answered.class);
    }
  }

  /// What the stack's resources are called here.
  private Map<String, String> names(String bucket) throws Exception {
    String topic = new MotoTopic(moto.address()).arn();
    return Map.of("CaptureStream", bucket, "Bucket", bucket, "AlarmTopic", topic);
  }

  /// The ids of the captured lines. An object may be empty, since moto files the call without a
  /// record that Firehose refuses, and a line may be there twice.
  private Set<String> captured(String bucket) {
    return moto.keys(bucket, "captures/treeline/AllTraffic/").stream()
        .flatMap(key -> new String(moto.bytes(bucket, key), UTF_8).lines())
        .map(line -> Events.tree(line).at("/eventMetadata/eventId").asText())
        .collect(Collectors.toSet());
  }

  private static String windowOfToday() {
    // CloudWatch sums whole hours.
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    Duration hour = Duration.ofHours(1);
    return "{\"from\": \"%s\", \"to\": \"%s\"}"
        .formatted(now.minus(hour), now.plus(hour.multipliedBy(2)));
  }

  /// The one report that is filed under an hour; the copy in `latest` must be the same.
  private JsonNode report(String bucket) {
    String folder = "reports/treeline/drift/";
    List<String> filed =
        moto.keys(bucket, folder).stream()
            .filter(key -> key.matches(folder + "\\d{4}/\\d{2}/\\d{2}/\\d{2}/report\\.json"))
            .toList();
    assertThat(filed).hasSize(1);
    byte[] report = moto.bytes(bucket, filed.getFirst());
    assertThat(moto.bytes(bucket, folder + "latest/report.json")).isEqualTo(report);
    return Events.tree(new String(report, UTF_8));
  }

  private void isTheMetricOf(String alarm, String line) {
    assertThat(line).startsWith("{").contains("\"_aws\"");
    JsonNode emf = Events.tree(line);
    JsonNode directive = emf.at("/_aws/CloudWatchMetrics/0");
    JsonNode looked = template.properties(alarm);
    assertThat(directive.path("Namespace").asText()).isEqualTo(looked.path("Namespace").asText());
    assertThat(emf.has(looked.path("MetricName").asText())).isTrue();
    assertThat(directive.at("/Dimensions/0")).hasSameSizeAs(looked.path("Dimensions"));
    for (JsonNode dimension : looked.path("Dimensions")) {
      assertThat(emf.path(dimension.path("Name").asText()).asText())
          .isEqualTo(template.text(dimension.path("Value"), Map.of()));
    }
  }
}
