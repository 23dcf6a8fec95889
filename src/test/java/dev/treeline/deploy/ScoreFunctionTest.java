package dev.treeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.FakeFirehose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The built scoring function under Lambda's own runtime client: replies, and what reaches
/// Firehose.
@Tag("built")
class ScoreFunctionTest {
  private final BuiltFunction function = BuiltFunction.of("ScoreFunction");
  private final FakeFirehose firehose = new FakeFirehose();

  ScoreFunctionTest() throws IOException {}

  @AfterEach
  void closeFirehose() {
    firehose.close();
  }

  @ParameterizedTest
  @CsvSource({"sync, 0", "buffered, 1"})
  void everySampleEventIsScoredAndCapturedTheFirstIncluded(String mode, int extensions)
      throws IOException {
    List<String> asked = new ArrayList<>();
    long begun = System.nanoTime();
    try (var lambda = start(mode, Map.of())) {
      assertScored(lambda.invoke(first()));
      asked.add(Events.body(first()));
      System.out.printf("%s: first reply %d ms after start%n", mode, millisSince(begun));
      for (Path event : Events.scoring()) {
        String text = Files.readString(event);
        assertScored(lambda.invoke(text));
        asked.add(Events.body(text));
        lambda.awaitIdle();
        assertThat(firehose.lines()).as("after %s", event).hasSameSizeAs(asked);
      }
      assertThat(firehose.lines())
          .extracting(line -> Events.canonical(input(line)))
          .isEqualTo(asked.stream().map(Events::canonical).toList());
      assertThat(lambda.api().extensions()).isEqualTo(extensions);
      assertThat(lambda.api().refused()).isEmpty();
      assertThat(lambda.output()).noneMatch(line -> line.contains("CaptureDropped"));
    }
  }

  @Test
  void capturesAreMadeFromASnapshotToo() throws IOException {
    try (var lambda = start("sync", Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"))) {
      assertScored(lambda.invoke(first()));
      assertThat(lambda.api().restored()).isTrue();
      assertThat(firehose.lines()).as("priming captures nothing").hasSize(1);
      assertThat(lambda.output()).filteredOn(line -> line.contains("\"outcome\"")).hasSize(1);
    }
  }

  @Test
  void withoutCaptureNothingIsSentAndNoExtensionRuns() throws IOException {
    try (var lambda = start("off", Map.of())) {
      assertScored(lambda.invoke(first()));
      lambda.awaitIdle();
      assertThat(lambda.api().extensions()).isZero();
      assertThat(firehose.lines()).isEmpty();
    }
  }

  @Test
  void variablesForThisMachineNeedNothingButTheFolder() throws IOException {
    Map<String, String> local = new LinkedHashMap<>();
    Events.tree(Files.readString(Path.of("events/env.local.json")))
        .path("ScoreFunction")
        .properties()
        .forEach(variable -> local.put(variable.getKey(), variable.getValue().asText()));
    // What sam local puts in the place of a resource's name is its logical name.
    try (var lambda = function.start(Map.of("CaptureStream", "CaptureStream"), local)) {
      assertScored(lambda.invoke(first()));
    }
  }

  @Test
  void badBodyIsTheCallersFaultAndLeavesTheFunctionAtWork() throws IOException {
    try (var lambda = start("off", Map.of())) {
      ObjectNode event = (ObjectNode) Events.tree(first());
      event.put("body", "{\"inputs\": \"no rows\"}").put("isBase64Encoded", false);
      assertThat(lambda.invoke(event.toString()))
          .isInstanceOfSatisfying(
              Outcome.Answered.class,
              reply ->
                  assertThat(Events.tree(reply.body()).path("statusCode").asInt())
                      .isBetween(400, 499));
      assertScored(lambda.invoke(first()));
    }
  }

  @Test
  void firehoseThatIsNotThereCostsNoReply() throws IOException {
    firehose.close();
    try (var lambda = start("sync", Map.of())) {
      assertScored(lambda.invoke(first()));
      lambda.awaitIdle();
      assertThat(lambda.awaitLines(line -> line.contains("CaptureDropped"), 1)).isNotEmpty();
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private Environment start(String mode, Map<String, String> more) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>(more);
    variables.put("AWS_ENDPOINT_URL_FIREHOSE", firehose.url());
    return function.start(Map.of("CaptureStream", "captures", "CaptureMode", mode), variables);
  }

  /// What the template's API sends.
  private static String first() throws IOException {
    return Files.readString(Path.of("events/http-api-v2.json"));
  }

  private static void assertScored(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Answered.class, reply -> Events.assertProbabilities(reply.body()));
  }

  private static String input(CaptureLine line) {
    return Objects.requireNonNull(line.input(), "a line without its input").data();
  }
}
