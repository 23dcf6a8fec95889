package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.capture.Capture;
import dev.treeline.capture.CaptureLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The scores as metrics in a request's log line.
class ScoreMetricsTest {
  private static final String ROWS = "3.5,1.2,5.3,1.8\n5.1,3.5,1.4,0.2\n4.9,3.0,1.4,0.2\n";

  private static JsonNode line(Map<String, String> settings, String model, String body) {
    Bench bench = new Bench(model);
    new Caller(bench.handler(settings)).post("/invocations", body, "content-type", "text/csv");
    return Caller.parse(bench.log.getFirst());
  }

  private static final Map<String, String> ON =
      Map.of(
          "TREELINE_METRICS_SCORES", "on",
          "TREELINE_ENDPOINT", "fraud",
          "AWS_LAMBDA_FUNCTION_VERSION", "17");

  @Test
  void withoutTheSettingALineHoldsNoMetric() {
    assertThat(line(Map.of(), "iris", ROWS).has("_aws")).isFalse();
    assertThat(line(Map.of(), "iris", ROWS).path("outcome").asText()).isEqualTo("scored");
  }

  @Test
  void sumsArePublishedForTheVersionAndForAllVersions() {
    JsonNode line = line(ON, "iris", ROWS);
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(Bench.NOW.toEpochMilli());
    assertThat(directive.path("Namespace").asText()).isEqualTo("Treeline");
    assertThat(directive.path("Dimensions"))
        .hasToString("[[\"Endpoint\",\"Variant\"],[\"Endpoint\",\"Variant\",\"Version\"]]");
    assertThat(line.path("Endpoint").asText()).isEqualTo("fraud");
    assertThat(line.path("Variant").asText()).isEqualTo("AllTraffic");
    assertThat(line.path("Version").asText()).isEqualTo("17");
    List<String> names = new ArrayList<>();
    for (JsonNode metric : directive.path("Metrics")) {
      names.add(metric.path("Name").asText());
      assertThat(line.path(metric.path("Name").asText()).isNumber()).isTrue();
    }
    assertThat(names).containsExactly("ScoreCount", "ScoreSum", "ScoreSquares");
  }

  @Test
  void ofSeveralOutputsTheIndexOfTheLargestIsTheScore() {
    Bench bench = new Bench("iris");
    var caller = new Caller(bench.handler(ON));
    double sum = 0;
    double squares = 0;
    for (JsonNode row :
        caller
            .post("/invocations", ROWS, "accept", "application/json", "content-type", "text/csv")
            .json()
            .path("predictions")) {
      int best = 0;
      for (int i = 1; i < row.path("score").size(); i++) {
        best =
            row.path("score").get(i).asDouble() > row.path("score").get(best).asDouble() ? i : best;
      }
      sum += best;
      squares += (double) best * best;
    }
    JsonNode line = Caller.parse(bench.log.getFirst());
    assertThat(sum).isPositive();
    assertThat(line.path("ScoreCount").asLong()).isEqualTo(3);
    assertThat(line.path("ScoreSum").asDouble()).isEqualTo(sum);
    assertThat(line.path("ScoreSquares").asDouble()).isEqualTo(squares);
  }

  @Test
  void meanAndDeviationComeBackFromTheSums() {
    JsonNode line = line(ON, "iris", ROWS);
    double mean = line.path("ScoreSum").asDouble() / line.path("ScoreCount").asLong();
    double variance = line.path("ScoreSquares").asDouble() / 3 - mean * mean;
    // Classes 2, 0, 0.
    assertThat(mean).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(variance).isCloseTo(8.0 / 9, within(1e-12));
  }

  private static final Map<String, String> STREAMS =
      Map.of(
          "TREELINE_CAPTURE", "sync",
          "TREELINE_CAPTURE_STREAM", "s",
          "TREELINE_ENDPOINT", "fraud",
          "TREELINE_VARIANT", "blue");

  @Test
  void requestThatIsToBeCapturedIsCountedWhereCapturesLeaveByAStream() {
    JsonNode line = line(STREAMS, "iris", ROWS);
    assertThat(line.at("/_aws/CloudWatchMetrics"))
        .hasToString(
            "[{\"Namespace\":\"Treeline\",\"Dimensions\":[[\"Endpoint\",\"Variant\"]],"
                + "\"Metrics\":[{\"Name\":\"CaptureOffered\",\"Unit\":\"Count\"}]}]");
    assertThat(line.path("CaptureOffered").asLong()).isEqualTo(1);
    assertThat(line.path("Endpoint").asText()).isEqualTo("fraud");
    assertThat(line.path("Variant").asText()).isEqualTo("blue");
    assertThat(line.has("Version")).isFalse();
  }

  @Test
  void captureThatFailsIsCountedAllTheSame() {
    Bench bench = new Bench("iris");
    new Caller(bench.handler(new ChoosyCapture(true), bench::nextId, STREAMS))
        .post("/invocations", ROWS, "content-type", "text/csv");
    assertThat(Caller.parse(bench.log.getLast()).path("CaptureOffered").asLong()).isEqualTo(1);
  }

  @Test
  void requestThatIsLeftOutIsNotCounted() {
    for (String header : List.of("off", "on")) {
      Bench bench = new Bench("iris");
      new Caller(bench.handler(new ChoosyCapture(false), bench::nextId, STREAMS))
          .post("/invocations", ROWS, "content-type", "text/csv", "x-treeline-capture", header);
      assertThat(Caller.parse(bench.log.getFirst()).has("_aws")).isFalse();
    }
  }

  /// Leaves out who asks for it, and wants every other line or none; one that comes breaks it.
  private record ChoosyCapture(boolean isEager) implements Capture {
    @Override
    public boolean wants(String eventId) {
      return isEager;
    }

    @Override
    public boolean optsOut(String header) {
      return header.equals("off");
    }

    @Override
    public void accept(CaptureLine line) {
      throw new IllegalStateException("no line can be taken");
    }

    @Override
    public Counts counts() {
      return new Counts(0, 0, 0);
    }

    @Override
    public void close() {}
  }

  @Test
  void bothKindsStandInOneLine() {
    Map<String, String> both = new HashMap<>(STREAMS);
    both.putAll(ON);
    JsonNode line = line(both, "iris", ROWS);
    assertThat(line.at("/_aws/CloudWatchMetrics")).hasSize(2);
    assertThat(line.path("CaptureOffered").asLong()).isEqualTo(1);
    assertThat(line.path("ScoreCount").asLong()).isEqualTo(3);
  }

  @Test
  void requestThatWasNotScoredHasNoMetric() {
    JsonNode line = line(ON, "iris", "no rows at all");
    assertThat(line.path("outcome").asText()).isEqualTo("rejected");
    assertThat(line.has("_aws")).isFalse();
  }
}
