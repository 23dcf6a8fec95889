package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds replies to those of the container; see `container-replies.md` beside the cases.
class ContainerRepliesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void thereAreCasesOfEverySort() throws IOException {
    List<JsonNode> cases = cases().toList();
    assertThat(cases).hasSize(368);
    assertThat(cases.stream().filter(c -> c.has("error"))).hasSize(10);
    assertThat(cases.stream().filter(c -> c.has("records"))).hasSize(49);
    assertThat(cases.stream().filter(c -> c.get("objective").asText().isEmpty())).hasSize(18);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theContainerAnswersTheSame(JsonNode given) {
    ReplyFormat format =
        ReplyFormat.of(MediaType.parse(given.get("accept").asText())).orElseThrow();
    String objective = given.get("objective").asText();
    if (objective.isEmpty()) {
      check(given, plain(given, format));
      return;
    }
    List<String> keys = Selection.keys(given.get("keys").asText());
    switch (Selection.of(objective, given.get("groups").asInt(), keys)) {
      case SelectedOutputs outputs -> {
        assertThat(given.has("error")).isFalse();
        assertThat(outputs.outputs()).isEqualTo(given.get("width").asInt());
        check(given, selected(given, format, outputs));
      }
      case Selection.Unsupported(var problem) -> {
        assertThat(given.has("error")).as(problem).isTrue();
        assertThat(problem).contains(objective);
      }
    }
  }

  private static Body plain(JsonNode given, ReplyFormat format) {
    return given.get("batch").asBoolean()
        ? ContainerReply.writeBatch(format, scores(given), given.get("width").asInt())
        : ContainerReply.write(format, scores(given), given.get("width").asInt());
  }

  private static Body selected(JsonNode given, ReplyFormat format, SelectedOutputs outputs) {
    return given.get("batch").asBoolean()
        ? outputs.writeBatch(format, scores(given))
        : outputs.write(format, scores(given));
  }

  private static void check(JsonNode given, Body reply) {
    if (!given.has("records")) {
      assertThat(reply.text()).isEqualTo(given.get("reply").asText());
      return;
    }
    List<Map<String, List<String>>> expected = new ArrayList<>();
    for (JsonNode record : given.get("records")) {
      Map<String, List<String>> lists = new TreeMap<>();
      record.properties().forEach(e -> lists.put(e.getKey(), texts(e.getValue())));
      expected.add(lists);
    }
    assertThat(RecordFrames.read(reply.bytes())).isEqualTo(expected);
  }

  private static float[] scores(JsonNode given) {
    List<String> bits = texts(given.get("scores"));
    float[] scores = new float[bits.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(bits.get(i), 16));
    }
    return scores;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  static Stream<JsonNode> cases() throws IOException {
    var stream = ContainerRepliesTest.class.getResourceAsStream("/payload/container-replies.jsonl");
    List<JsonNode> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      for (String line : reader.lines().toList()) {
        cases.add(JSON.readTree(line));
      }
    }
    return cases.stream();
  }
}
