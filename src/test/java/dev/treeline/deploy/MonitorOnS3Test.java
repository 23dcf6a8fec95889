package dev.treeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The built monitor over captures in somebody else's S3: twice, killed, and two at once.
@Tag("moto")
class MonitorOnS3Test {
  private static final String REPORTS = "reports/treeline/drift/";
  private static final String DAY =
      "{\"scheduledTime\": \"2026-02-01T00:30:00Z\", \"period\": \"P1D\"}";
  private static final String SAME_DAY =
      "{\"from\": \"2026-01-31T00:00:00Z\", \"to\": \"2026-02-01T00:00:00Z\"}";
  private static final Instant START = Instant.parse("2026-01-31T00:00:00Z");

  private final Moto moto = new Moto();
  private String bucket = "";

  @BeforeEach
  void makeBucket() {
    bucket = moto.bucketWithStream("captures/treeline/AllTraffic/");
  }

  @AfterEach
  void closeClients() {
    moto.close();
  }

  /// Requests to the sample model, in files spread over the day.
  private void capture(int files, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (int file = 0; file < files; file++) {
      int hour = 24 * file / files;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
        for (int row = 0; row < rows; row++) {
          line(random, file + "-" + row, START.plus(Duration.ofHours(hour))).write(zip);
        }
      }
      moto.put(
          bucket,
          "captures/treeline/AllTraffic/2026/01/31/%02d/%03d.gz".formatted(hour, file),
          bytes.toByteArray());
    }
  }

  private static CaptureLine line(SplittableRandom random, String id, Instant time) {
    String row =
        String.format(
            Locale.ROOT,
            "%.1f,%.1f,%.1f,%.1f",
            4 + 4 * random.nextDouble(),
            2 + 2 * random.nextDouble(),
            1 + 6 * random.nextDouble(),
            2.5 * random.nextDouble());
    return new CaptureLine(
        new Side("text/csv", row, Encoding.CSV),
        new Side(
            "application/json", "{\"predictions\": [{\"score\": [0.8, 0.1, 0.1]}]}", Encoding.JSON),
        id,
        null,
        List.of(),
        time,
        Answered.UNKNOWN);
  }

  private Environment monitor() throws IOException {
    return monitor(Map.of());
  }

  /// @param more settings beside the template's
  private Environment monitor(Map<String, String> more) throws IOException {
    Map<String, String> variables = new TreeMap<>(more);
    variables.put("AWS_ENDPOINT_URL", moto.address());
    variables.putIfAbsent("TREELINE_TOPIC", "");
    return BuiltFunction.of("MonitorFunction")
        .start(
            Map.of("CaptureStream", bucket, "Bucket", bucket, "AlarmTopic", "nobody"), variables);
  }

  /// One that has come through init: two that unpack the runtime client's native part in the same
  /// moment can trip over each other.
  private Environment started() throws IOException {
    Environment monitor = monitor();
    monitor.awaitIdle();
    return monitor;
  }

  /// Starts a run, and ends its process as soon as it has taken the lock.
  private void kill() throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome;
      try (Environment killed = started()) {
        outcome = threads.submit(() -> killed.invoke(DAY));
        while (moto.keys(bucket, REPORTS).isEmpty()) {
          Thread.onSpinWait();
        }
      }
      assertThat(outcome).failsWithin(Duration.ofSeconds(10));
    }
  }

  private static JsonNode answer(Environment monitor, String event) {
    Outcome outcome = monitor.invoke(event);
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    return Events.tree(((Outcome.Answered) outcome).body());
  }

  private static String state(Environment monitor, String event) {
    return answer(monitor, event).path("state").asText();
  }

  /// What the runs wrote, but for the lock, which says who ran.
  private Map<String, String> reports() {
    Map<String, String> files = new TreeMap<>();
    for (String key : moto.keys(bucket, REPORTS)) {
      if (!key.endsWith("lock.json")) {
        files.put(
            key.substring(REPORTS.length()),
            new String(moto.bytes(bucket, key), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Test
  void dayThatIsLookedAtTwiceHasTheSameBytes() throws IOException {
    capture(24, 50);
    try (Environment monitor = monitor()) {
      JsonNode first = answer(monitor, DAY);
      assertThat(first.path("state").asText()).isEqualTo("completed");
      assertThat(first.path("rows").asInt()).isEqualTo(1200);
      Map<String, String> written = reports();
      assertThat(written)
          .containsKeys("2026/02/01/00/report.json", "latest/report.html", "watermark.json");

      assertThat(state(monitor, DAY)).isEqualTo("nothingDue");
      assertThat(reports()).isEqualTo(written);
      assertThat(state(monitor, SAME_DAY)).isEqualTo("completed");
      assertThat(reports()).isEqualTo(written);
    }
  }

  @Test
  void runThatIsKilledInTheMiddleIsDoneAgainAndRight() throws Exception {
    capture(240, 5);
    kill();
    assertThat(moto.keys(bucket, REPORTS))
        .contains(REPORTS + "lock.json")
        .isSubsetOf(REPORTS + "lock.json", REPORTS + "watermark.json");

    try (Environment monitor = monitor()) {
      // The dead run's lock holds until the deadline that it had.
      assertThat(state(monitor, DAY)).isEqualTo("busy");
      Thread.sleep(Duration.ofSeconds(30));
      JsonNode done = answer(monitor, DAY);
      assertThat(done.path("state").asText()).isEqualTo("completed");
      assertThat(done.path("rows").asInt()).isEqualTo(1200);
      Map<String, String> written = reports();

      String other = bucket;
      makeBucket();
      assertThat(bucket).isNotEqualTo(other);
      capture(240, 5);
      try (Environment undisturbed = monitor()) {
        assertThat(state(undisturbed, DAY)).isEqualTo("completed");
        assertThat(reports()).isEqualTo(written);
      }
    }
  }

  @Test
  void ofTwoAtOnceOneWorksAndTheOtherIsBusy() throws Exception {
    capture(240, 5);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Environment one = started();
        Environment two = started()) {
      List<Callable<String>> both = List.of(() -> state(one, DAY), () -> state(two, DAY));
      List<String> states = new ArrayList<>();
      for (Future<String> state : threads.invokeAll(both)) {
        states.add(state.get());
      }

      assertThat(states).containsExactlyInAnyOrder("completed", "busy");
      assertThat(
              Events.tree(reports().getOrDefault("2026/02/01/00/report.json", ""))
                  .path("rows")
                  .asInt())
          .isEqualTo(1200);
    }
  }

  @Test
  void violationIsToldToTheTopicOnce() throws Exception {
    capture(24, 50);
    MotoTopic topic = new MotoTopic(moto.address());
    Map<String, String> told =
        Map.of("TREELINE_TOPIC", topic.arn(), "TREELINE_VERDICT", "sagemaker");
    try (Environment monitor = monitor(told)) {
      assertThat(state(monitor, DAY)).isEqualTo("completed");
      assertThat(topic.messages())
          .singleElement()
          .satisfies(
              message -> {
                assertThat(message.subject()).startsWith("treeline: ").contains("violation");
                assertThat(message.text())
                    .contains("SageMaker's constraints")
                    .endsWith("treeline/drift/2026/02/01/00/report.html");
              });

      assertThat(state(monitor, SAME_DAY)).isEqualTo("completed");
      assertThat(topic.messages()).isEmpty();
    }
  }

  @Test
  void linesThatWereOfferedAndNeverArrivedAreLost() throws Exception {
    capture(24, 50);
    // A name of its own: moto keeps what others put.
    String namespace = "Treeline/" + bucket;
    CloudWatchOfMoto cloudWatch = new CloudWatchOfMoto(moto.address());
    cloudWatch.put(namespace, "CaptureOffered", START.plus(Duration.ofHours(3)), 1000);
    cloudWatch.put(namespace, "CaptureOffered", START.plus(Duration.ofHours(23)), 500);
    cloudWatch.put(namespace, "CaptureOffered", START.plus(Duration.ofHours(24)), 7000);
    try (Environment monitor = monitor(Map.of("TREELINE_NAMESPACE", namespace))) {
      assertThat(state(monitor, DAY)).isEqualTo("completed");
      assertThat(monitor.awaitLines(line -> line.contains("\"DataLoss\":0.2"), 1)).hasSize(1);
    }
    assertThat(reports().getOrDefault("2026/02/01/00/report.json", ""))
        .contains("1200 lines of 1500 requests that were to be captured: 20.0 % are lost");
  }

  @Test
  void topicThatIsGoneFailsNoRunAndIsCounted() throws IOException {
    capture(24, 50);
    Map<String, String> told =
        Map.of(
            "TREELINE_TOPIC", "arn:aws:sns:eu-central-1:123456789012:gone",
            "TREELINE_VERDICT", "sagemaker");
    try (Environment monitor = monitor(told)) {
      assertThat(state(monitor, DAY)).isEqualTo("completed");
      assertThat(monitor.awaitLines(line -> line.contains("\"NotificationFailed\":1.0"), 1))
          .hasSize(1);
    }
  }

  @Test
  void conditionalWritesKeepWhatOthersWrote() throws IOException {
    Store store = Store.at("s3://" + bucket + "/a", moto.access());
    assertThat(store.read("lock.json")).isEmpty();
    assertThat(store.create("lock.json", "1")).isTrue();
    assertThat(store.create("lock.json", "2")).isFalse();
    Store.Text first = store.read("lock.json").orElseThrow();
    assertThat(store.replace("lock.json", first, "3")).isTrue();
    assertThat(store.replace("lock.json", first, "4")).isFalse();
    assertThat(store.replace("other.json", first, "5")).isFalse();
    assertThat(store.read("lock.json").orElseThrow().text()).isEqualTo("3");
  }
}
