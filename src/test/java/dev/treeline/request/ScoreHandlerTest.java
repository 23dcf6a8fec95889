package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.capture.Capture;
import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Side;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreHandlerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROW = "{\"inputs\": [[3.5, 1.2, 5.3, 1.8]]}";
  private static final String SCORES =
      "{\"predictions\": [{\"score\": [0.11500757932662964, 0.11467984318733215,"
          + " 0.7703126072883606]}]}";

  private static String event(String type, String body, String... headers) {
    ObjectNode event = JSON.createObjectNode();
    event.putObject("requestContext").putObject("http").put("method", "POST");
    event.put("rawPath", "/invocations");
    ObjectNode named = event.putObject("headers").put("content-type", type);
    for (int i = 0; i < headers.length; i += 2) {
      named.put(headers[i], headers[i + 1]);
    }
    event.put("body", body);
    return event.toString();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aScoredRequestIsCapturedOnceWithBothSides() {
    Bench bench = new Bench("iris");
    Bench.answer(
        bench.handler(),
        event(
            "application/json; charset=utf-8",
            ROW,
            "accept",
            "text/csv",
            "x-amzn-sagemaker-inference-id",
            "order-42",
            "x-amzn-sagemaker-custom-attributes",
            "trace=1"));
    assertThat(bench.captured)
        .containsExactly(
            new CaptureLine(
                new Side("application/json; charset=utf-8", ROW, Encoding.JSON),
                new Side(
                    "text/csv; charset=utf-8",
                    "0.11500757932662964,0.11467984318733215,0.7703126072883606\n",
                    Encoding.CSV),
                "id-1",
                "order-42",
                List.of("trace=1"),
                Bench.NOW,
                new Answered("iris", "test-1", "0badcafe")));
  }

  @Test
  void withoutHeadersTheCaptureHasNeitherIdNorAttributes() {
    Bench bench = new Bench("iris");
    Bench.answer(bench.handler(), ROW);
    CaptureLine line = bench.captured.getFirst();
    assertThat(line.inferenceId()).isNull();
    assertThat(line.customAttributes()).isEmpty();
    assertThat(line.input()).isEqualTo(new Side("application/json", ROW, Encoding.JSON));
    assertThat(line.output()).isEqualTo(new Side("application/json", SCORES, Encoding.JSON));
  }

  @Test
  void jsonLinesAreCapturedInBase64AsSageMakerDoes() {
    Bench bench = new Bench("iris");
    Bench.answer(bench.handler(), event("application/jsonlines", "[3.5, 1.2, 5.3, 1.8]\n"));
    Side input = Objects.requireNonNull(bench.captured.getFirst().input());
    assertThat(input.encoding()).isEqualTo(Encoding.BASE64);
    assertThat(Bench.text(input.body())).isEqualTo("[3.5, 1.2, 5.3, 1.8]\n");
  }

  @Test
  void whatIsNotScoredIsNotCaptured() {
    Bench bench = new Bench("iris");
    ScoreHandler handler = bench.handler();
    for (String event :
        List.of(
            event("application/json", "{"),
            event("application/json", "[1]"),
            event("application/json", ""),
            event("text/html", ROW),
            event("application/json", ROW, "accept", "image/png"),
            event("application/json", ROW).replace("/invocations", "/ping"))) {
      Bench.answer(handler, event);
    }
    assertThat(bench.captured).isEmpty();
    assertThat(bench.done).hasSize(6);
  }

  @Test
  void everyInvocationEndsByTellingTheCapture() {
    Bench bench = new Bench("iris");
    ScoreHandler handler = bench.handler();
    Bench.answer(handler, ROW);
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("cut off");
          }
        };
    InputStream event = new ByteArrayInputStream(ROW.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> handler.handleRequest(event, broken, null)).hasMessage("cut off");
    assertThat(bench.done).hasSize(2);
  }

  @Test
  void theLogHasOneLineARequestAndNothingOfTheBody() {
    Bench bench = new Bench("iris");
    ScoreHandler handler = bench.handler();
    Bench.answer(handler, event("application/json", ROW));
    Bench.answer(handler, event("application/json", "[\"secret\"]"));
    assertThat(bench.log)
        .containsExactly(
            "{\"requestId\":\"\",\"model\":\"iris\",\"modelVersion\":\"test-1\","
                + "\"outcome\":\"scored\",\"rows\":1,\"eventId\":\"id-1\",\"status\":200,"
                + "\"micros\":0}",
            "{\"requestId\":\"\",\"model\":\"iris\",\"modelVersion\":\"test-1\","
                + "\"outcome\":\"rejected\",\"reason\":\"unreadable\",\"status\":415,"
                + "\"micros\":0}");
  }

  @Test
  void aFaultOfOursIsAnIncidentAndItsCauseStaysInTheLog() {
    Bench bench = new Bench(new BrokenEngine("inner detail").model());
    ScoreHandler handler = bench.handler(bench, () -> "incident-1");
    String answer = Bench.answer(handler, event("application/json", ROW));
    JsonNode reply = parse(answer);
    assertThat(reply.path("statusCode").asInt()).isEqualTo(500);
    assertThat(parse(reply.path("body").asText()).path("incident").asText())
        .isEqualTo("incident-1");
    assertThat(answer).doesNotContain("inner detail").doesNotContain("Exception");
    assertThat(bench.log)
        .singleElement()
        .satisfies(
            line ->
                assertThat(parse(line).path("cause").asText())
                    .contains("IllegalStateException: inner detail")
                    .contains("\tat "));
    assertThat(bench.captured).isEmpty();
    assertThat(bench.done).hasSize(1);
  }

  @Test
  void aCaptureThatThrowsDoesNotFailTheScore() {
    Bench bench = new Bench("iris");
    Capture throwing =
        new Capture() {
          @Override
          public void accept(CaptureLine line) {
            throw new IllegalStateException("stream of ours");
          }

          @Override
          public Counts counts() {
            return new Counts(0, 0, 0);
          }

          @Override
          public void close() {}
        };
    AtomicInteger calls = new AtomicInteger();
    ScoreHandler handler = bench.handler(throwing, () -> "id-" + calls.incrementAndGet());
    String answer = Bench.answer(handler, event("application/json", ROW));
    assertThat(parse(answer).path("statusCode").asInt()).isEqualTo(200);
    assertThat(parse(answer).path("body").asText()).isEqualTo(SCORES);
    assertThat(answer).doesNotContain("stream of ours");
    assertThat(bench.log).hasSize(2);
    assertThat(parse(bench.log.getFirst()).path("incident").asText()).isEqualTo("id-2");
    assertThat(bench.log.getFirst()).contains("stream of ours");
  }

  @Test
  void anObjectWhoseFirstKeyIsEmptyIsNamedAndItsWrongNamesAreRefused() {
    ScoreHandler handler = new Bench("iris").handler();
    for (String row :
        List.of(
            "{\"\": 3.5, \"a\": 1.2, \"b\": 5.3, \"c\": 1.8}",
            "{\"\": [3.5, 1.2, 5.3, 1.8]}",
            "{\"instances\": [{\"\": [3.5, 1.2, 5.3, 1.8]}]}")) {
      String answer = Bench.answer(handler, event("application/json", row));
      assertThat(parse(answer).path("statusCode").asInt()).isEqualTo(400);
      assertThat(answer).contains("unknown \\\\\\\"\\\\\\\"");
    }
  }

  @Test
  void aBodyMayBeAsLongAsTheLimitAndNoLonger() {
    Bench bench = new Bench("iris");
    ScoreHandler handler = bench.handler();
    String longest = ROW + " ".repeat(Bench.MAX_CONTENT_LENGTH - ROW.length());
    assertThat(status(handler, event("application/json", longest))).isEqualTo(200);
    String tooLong = Bench.answer(handler, event("application/json", longest + " "));
    assertThat(parse(tooLong).path("statusCode").asInt()).isEqualTo(413);
    assertThat(tooLong)
        .contains("body: found 6291457 bytes, expected at most 6291456; send fewer rows a request");
  }

  @Test
  void executionParametersSayTheLimitInMebibytes() {
    String event =
        event("", "")
            .replace("\"POST\"", "\"GET\"")
            .replace("/invocations", "/execution-parameters");
    JsonNode reply = parse(Bench.answer(new Bench("iris").handler(), event));
    JsonNode body = parse(reply.path("body").asText());
    assertThat(body.path("MaxPayloadInMB").asInt()).isEqualTo(6);
    assertThat(body.path("BatchStrategy").asText()).isEqualTo("MULTI_RECORD");
    assertThat(body.path("MaxConcurrentTransforms").asInt())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void theOperatorsDefaultTypeWinsWhereTheCallerHasNoWish() {
    Bench bench = new Bench("iris");
    ScoreHandler handler =
        bench.handler(Map.of("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "text/csv"));
    assertThat(contentType(handler, event("application/json", ROW, "accept", "*/*")))
        .isEqualTo("text/csv; charset=utf-8");
    assertThat(contentType(handler, event("application/json", ROW, "accept", "application/json")))
        .isEqualTo("application/json");
  }

  @Test
  void threadsShareOneHandlerAndEachGetsItsOwnReply()
      throws InterruptedException, ExecutionException {
    Bench bench = new Bench("iris");
    ScoreHandler handler = bench.handler();
    String json = event("application/json", Bench.text(Bench.resource("rows/rows.json")));
    String csv = event("text/csv", Bench.text(Bench.resource("rows/rows.csv")));
    String wrong = event("text/csv", "1,2\n");
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      String event = i % 3 == 0 ? json : i % 3 == 1 ? csv : wrong;
      String reply = i % 3 == 0 ? "rows/iris.reply.json" : "rows/iris.reply.csv";
      int status = i % 3 == 2 ? 400 : 200;
      work.add(
          () -> {
            JsonNode answer = parse(Bench.answer(handler, event));
            boolean same = answer.path("body").asText().equals(Bench.text(Bench.resource(reply)));
            return answer.path("statusCode").asInt() == status && same == (status == 200);
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> right : threads.invokeAll(work)) {
        assertThat(right.get()).isTrue();
      }
    }
    assertThat(bench.captured).hasSize(600);
    assertThat(bench.captured.stream().map(CaptureLine::eventId).distinct()).hasSize(600);
    assertThat(bench.done).hasSize(900);
  }

  @Test
  void theEnvironmentIsEnoughToServeAndCapture(@TempDir Path folder) throws Exception {
    List<String> log = new ArrayList<>();
    ScoreHandler handler =
        ScoreHandler.from(
            Map.of(
                "TREELINE_MODEL", "src/test/resources/request/models/iris",
                "TREELINE_CAPTURE", "folder",
                "TREELINE_CAPTURE_FOLDER", folder.toString()),
            log::add);
    JsonNode reply = parse(Bench.answer(handler, event("application/json", ROW)));
    assertThat(reply.path("body").asText()).isEqualTo(SCORES);
    CaptureLine line = CaptureLine.read(firstFile(folder));
    assertThat(line.eventId())
        .isEqualTo(reply.path("headers").path("X-Treeline-Event-Id").asText())
        .hasSize(36);
  }

  /// The bytes of the first file with any, which another thread writes.
  private static byte[] firstFile(Path folder) throws IOException, InterruptedException {
    for (int i = 0; i < 500; i++) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          byte[] bytes = Files.readAllBytes(file);
          if (bytes.length > 0) {
            return bytes;
          }
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no file came");
  }

  @Test
  void aDefaultTypeThatCannotBeWrittenIsListedWithTheOtherWrongSettings() {
    assertThatThrownBy(
            () ->
                ScoreHandler.from(
                    Map.of(
                        "TREELINE_MODEL", "src/test/resources/request/models/iris",
                        "TREELINE_CAPTURE", "off",
                        "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "image/png",
                        "MAX_CONTENT_LENGTH", "x"),
                    line -> {}))
        .hasMessageContaining(
            "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT: found \"image/png\","
                + " expected text/csv, application/json, application/jsonlines or"
                + " application/x-recordio-protobuf")
        .hasMessageContaining("MAX_CONTENT_LENGTH: found \"x\"");
  }

  private static int status(ScoreHandler handler, String event) {
    return parse(Bench.answer(handler, event)).path("statusCode").asInt();
  }

  private static String contentType(ScoreHandler handler, String event) {
    return parse(Bench.answer(handler, event)).path("headers").path("Content-Type").asText();
  }
}
