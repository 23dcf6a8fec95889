package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Damaged events and bodies: always a reply, never a fault of ours.
class RequestFuzzTest {
  private static final long SEED = 20261123;
  private static final int ROUNDS = 3_000;
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> EVENTS =
      List.of("http-api-v2", "rest-v1", "function-url", "csv", "base64", "direct");
  private static final List<String> TYPES =
      List.of("application/json", "text/csv", "application/jsonlines", "", "text/csv;label_size=9");
  private static final List<String> ACCEPTS =
      List.of(
          "*/*", "", "text/csv", "application/json;q=x", ",,;", "application/*;q=0.1, text/csv");
  private static final List<String> BODIES =
      List.of(
          "{\"inputs\": [[3.5, 1.2, 5.3, 1.8], [1, null, \"NaN\", -2e-3]]}",
          "{\"instances\": [{\"sepal_length\": 1, \"sepal_width\": 2, \"petal_length\": 3,"
              + " \"petal_width\": 4}]}",
          "3.5,1.2,5.3,1.8\n1,,nan,2\n",
          "[1,2,3,4]\n[1,2,3,4]\n");

  private Bench bench = new Bench("iris");
  private ScoreHandler handler = bench.handler();
  private Random random = new Random(SEED);

  @BeforeEach
  void start() {
    bench = new Bench("iris");
    handler = bench.handler();
    random = new Random(SEED);
  }

  @Test
  void damagedEventsAreAnsweredWithoutAFaultOfOurs() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      String name = EVENTS.get(random.nextInt(EVENTS.size()));
      answer(damaged(Files.readAllBytes(Path.of("events", name + ".json"))), round);
    }
  }

  @Test
  void damagedBodiesAreAnsweredWithoutAFaultOfOurs() {
    int scored = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = damaged(pick(BODIES).getBytes(StandardCharsets.UTF_8));
      ObjectNode event = JSON.createObjectNode();
      event.putObject("requestContext").putObject("http").put("method", "POST");
      event.put("rawPath", "/invocations");
      event.putObject("headers").put("content-type", pick(TYPES)).put("accept", pick(ACCEPTS));
      event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
      JsonNode reply = answer(event.toString().getBytes(StandardCharsets.UTF_8), round);
      scored += reply.path("statusCode").asInt() == 200 ? 1 : 0;
    }
    assertThat(scored).isGreaterThan(100);
    assertThat(bench.captured).hasSize(scored);
  }

  @Test
  void everyFieldOfAnEventMayBeMissingOrOfAnotherKind() throws IOException {
    int round = 0;
    for (String name : EVENTS) {
      for (String value : List.of("", "null", "1", "[]", "{}", "\"x\"", "true")) {
        ObjectNode whole = (ObjectNode) JSON.readTree(Path.of("events", name + ".json").toFile());
        round = replaceEach(whole, whole, value, round);
      }
    }
    assertThat(round).isGreaterThan(500);
  }

  private int replaceEach(ObjectNode root, ObjectNode node, String value, int done)
      throws IOException {
    int round = done;
    Iterator<String> names =
        List.copyOf(node.properties()).stream().map(e -> e.getKey()).iterator();
    while (names.hasNext()) {
      String name = names.next();
      JsonNode kept = node.get(name);
      if (kept instanceof ObjectNode inner) {
        round = replaceEach(root, inner, value, round);
      }
      if (value.isEmpty()) {
        node.remove(name);
      } else {
        node.set(name, JSON.readTree(value));
      }
      answer(root.toString().getBytes(StandardCharsets.UTF_8), round++);
      node.set(name, kept);
    }
    return round;
  }

  private JsonNode answer(byte[] event, int round) {
    byte[] answer = Bench.answer(handler, event);
    String what = "seed " + SEED + ", round " + round + ": " + Bench.text(event);
    assertThat(bench.log.getLast()).as(what).doesNotContain("\"incident\"");
    try {
      JsonNode reply = JSON.readTree(answer);
      assertThat(reply.path("statusCode").asInt(200)).as(what).isLessThan(500);
      return reply;
    } catch (IOException e) {
      throw new AssertionError(what + " was answered by " + Bench.text(answer), e);
    }
  }

  private byte[] damaged(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "[]{}\",:\n 0e-.".charAt(random.nextInt(13));
        case 2 -> {
          int length = Math.min(1 + random.nextInt(6), bytes.length - at);
          System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
        }
        default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
