package dev.treeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The sample events of `events/`, and what a reply to them must look like.
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("events");
  private static final String SCHEDULE = "schedule.json";
  private static final Set<String> OTHERS =
      Set.of(SCHEDULE, "env.local.json", "direct-batch.json", "gzip.json");

  private Events() {}

  /// The events that ask for one body of scores in plain text, by file name.
  static List<Path> scoring() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> events =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .filter(file -> !OTHERS.contains(file.getFileName().toString()))
              .sorted()
              .toList();
      assertThat(events).as("sample events in %s", FOLDER).isNotEmpty();
      return events;
    }
  }

  /// The event that the schedule sends.
  static String schedule() throws IOException {
    return Files.readString(FOLDER.resolve(SCHEDULE));
  }

  /// The body that an event carries, as text; the event itself when it is a bare document.
  static String body(String event) {
    JsonNode tree = tree(event);
    if (!tree.has("body")) {
      return event;
    }
    String body = tree.path("body").asText();
    return tree.path("isBase64Encoded").asBoolean()
        ? new String(Base64.getDecoder().decode(body), UTF_8)
        : body;
  }

  /// Checks that a handler's output is a reply of status 200 whose rows are probabilities of the
  /// three classes of iris, whatever the shape of the event and the type of the body.
  static void assertProbabilities(String output) {
    JsonNode tree = tree(output);
    if (tree.has("statusCode")) {
      assertThat(tree.path("statusCode").asInt()).as(output).isEqualTo(200);
    }
    String body = body(output);
    List<double[]> rows = body.strip().startsWith("{") ? json(tree(body)) : csv(body);
    assertThat(rows).as(body).isNotEmpty();
    for (double[] row : rows) {
      assertThat(row).as(body).hasSize(3);
      for (double probability : row) {
        assertThat(probability).as(body).isBetween(0.0, 1.0);
      }
      assertThat(Math.abs(Arrays.stream(row).sum() - 1)).as(body).isLessThanOrEqualTo(1e-6);
    }
  }

  /// A body without the white space that JSON does not mind.
  static String canonical(String body) {
    return body.strip().startsWith("{") ? tree(body).toString() : body;
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  private static List<double[]> json(JsonNode body) {
    return elements(body.path("predictions"))
        .map(row -> elements(row.has("score") ? row.path("score") : row))
        .map(values -> values.mapToDouble(JsonNode::asDouble).toArray())
        .toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<double[]> csv(String body) {
    return body.lines()
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }
}
