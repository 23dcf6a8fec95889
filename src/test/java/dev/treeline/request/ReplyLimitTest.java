package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.event.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Lambda carries no reply longer than its limit, so none may be promised.
class ReplyLimitTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROW = "3.5,1.2,5.3,1.8\n";

  private static String event(String type, String body) {
    ObjectNode event = JSON.createObjectNode();
    event.putObject("requestContext").putObject("http").put("method", "POST");
    event.put("rawPath", "/invocations");
    event.putObject("headers").put("content-type", type);
    event.put("body", body);
    return event.toString();
  }

  private static byte[] answer(Bench bench, String event) {
    return Bench.answer(bench.handler(), event.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aReplyTooLongForLambdaIsRefusedWith413AndNotCaptured() throws IOException {
    Bench bench = new Bench("iris");
    byte[] answer = answer(bench, event("text/csv", ROW.repeat(120_000)));
    JsonNode reply = JSON.readTree(answer);
    assertThat(reply.path("statusCode").asInt()).isEqualTo(413);
    assertThat(JSON.readTree(reply.path("body").asText()).path("message").asText())
        .startsWith("reply: found 120000 rows that make 7")
        .endsWith(
            " bytes, expected at most 6291556, which is the limit of what carries it;"
                + " send fewer rows a request");
    assertThat(bench.captured).isEmpty();
    assertThat(bench.done).hasSize(1);
    assertThat(bench.log).singleElement().asString().contains("\"status\":413");
  }

  @Test
  void theLongestReplyThatFitsIsGivenAndOneRowMoreIsNot() throws IOException {
    Bench bench = new Bench("iris");
    int one = answer(bench, event("text/csv", ROW)).length;
    int row = answer(bench, event("text/csv", ROW + ROW)).length - one;
    int vary = ",\"Vary\":\"Accept-Encoding\"".length(); // on every reply long enough for gzip
    int most = 1 + (Events.MOST_BYTES - one - vary) / row;
    byte[] longest = answer(bench, event("text/csv", ROW.repeat(most)));
    assertThat(longest.length).isBetween(Events.MOST_BYTES - row + 1, Events.MOST_BYTES);
    assertThat(JSON.readTree(longest).path("statusCode").asInt()).isEqualTo(200);
    assertThat(bench.captured).hasSize(3);
    byte[] tooLong = answer(bench, event("text/csv", ROW.repeat(most + 1)));
    assertThat(JSON.readTree(tooLong).path("statusCode").asInt()).isEqualTo(413);
    assertThat(bench.captured).hasSize(3);
  }

  @Test
  void aDirectInvocationIsBoundToo() {
    Bench bench = new Bench("iris");
    String rows = "[3.5,1.2,5.3,1.8],".repeat(99_999) + "[3.5,1.2,5.3,1.8]";
    String answer = Bench.text(answer(bench, "{\"inputs\": [" + rows + "]}"));
    assertThat(answer).startsWith("{\"message\":\"reply: found 100000 rows that make ");
    assertThat(bench.captured).isEmpty();
  }

  @Test
  void aMessageThatQuotesTheCallerStaysShort() throws IOException {
    String name = "\\u0001".repeat(600_000);
    byte[] answer =
        answer(new Bench("iris"), event("application/json", "{\"inputs\": {\"" + name + "\": 1}}"));
    assertThat(answer.length).isLessThan(200_000);
    assertThat(JSON.readTree(answer).path("statusCode").asInt()).isEqualTo(400);
  }
}
