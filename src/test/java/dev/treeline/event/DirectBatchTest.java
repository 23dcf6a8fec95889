package dev.treeline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Several requests in one direct invocation.
class DirectBatchTest {
  private static List<HttpRequest> requests(String json) {
    Event event = Samples.read(json);
    assertThat(event).isInstanceOf(Event.DirectBatch.class);
    return ((Event.DirectBatch) event).requests();
  }

  @Test
  void theSampleHoldsThreeRequests() {
    List<HttpRequest> requests = requests(Samples.text(Samples.bytes("direct-batch")));
    assertThat(requests).hasSize(3);
    assertThat(requests)
        .allSatisfy(
            request -> {
              assertThat(request.shape()).isEqualTo(Shape.DIRECT_BATCH);
              assertThat(request.method() + request.path()).isEqualTo("POST/invocations");
            });
    HttpRequest json = requests.getFirst();
    assertThat(json.header("content-type")).contains("application/json");
    assertThat(Samples.parsed(json.body(200)).path("inputs").path(0)).hasSize(4);
    HttpRequest csv = requests.get(1);
    assertThat(csv.header("content-type")).contains("text/csv");
    assertThat(csv.header("accept")).contains("application/json");
    assertThat(Samples.body(csv)).isEqualTo("3.5,1.2,5.3,1.8\n5.1,,1.4,0.2\n");
  }

  @Test
  void anEntryMayNameEverything() {
    HttpRequest request =
        requests(
                "{\"requests\":[{\"other\":[1],\"method\":\"get\",\"path\":\"/v2/\",\"body\":\"AQI=\","
                    + "\"isBase64Encoded\":true,\"contentType\":\"a/b\",\"headers\":"
                    + "{\"Accept\":\"c/d\",\"Content-Type\":\"e/f\"},"
                    + "\"queryStringParameters\":{\"explain\":true}}]}")
            .getFirst();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/v2");
    assertThat(request.header("content-type")).contains("a/b");
    assertThat(request.header("accept")).contains("c/d");
    assertThat(request.query("explain")).contains("true");
    assertThat(request.body(2)).containsExactly(1, 2);
  }

  @Test
  void aBodyMayBeAnyJsonAndMayBeMissing() {
    List<HttpRequest> requests =
        requests(
            "{\"requests\":[{\"body\":[1, \"]\"]},{\"body\":5},{\"body\":null},{},{\"body\":\"\"}]}");
    assertThat(requests.stream().map(Samples::body)).containsExactly("[1, \"]\"]", "5", "", "", "");
    assertThat(requests.get(4).header("content-type")).isEmpty();
  }

  @Test
  void anEntryThatIsNoRequestSinksNoOther() {
    List<HttpRequest> requests = requests("{\"requests\":[5,{\"body\":\"a\"},\"x\",[{}]]}");
    assertThat(Samples.body(requests.get(1))).isEqualTo("a");
    for (int bad : new int[] {0, 2, 3}) {
      assertThatExceptionOfType(BodyException.class)
          .isThrownBy(() -> requests.get(bad).body(100))
          .withMessage("requests[" + bad + "]: found no object, expected one with a body in it")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(BodyException.Kind.UNREADABLE));
    }
  }

  @Test
  void everyEntryGetsItsReply() {
    Event batch = Samples.read("{\"requests\":[{},{}]}");
    JsonNode replies =
        Samples.parsed(
            Samples.written(
                batch,
                Reply.text(200, "text/csv", Samples.utf8("0.5\n")),
                Reply.binary(415, "a/b", new byte[] {1, 2})));
    assertThat(replies)
        .hasToString(
            "{\"replies\":[{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/csv\"},"
                + "\"body\":\"0.5\\n\",\"isBase64Encoded\":false},{\"statusCode\":415,\"headers\":"
                + "{\"Content-Type\":\"a/b\"},\"body\":\"AQI=\",\"isBase64Encoded\":true}]}");
  }

  @Test
  void moreRequestsThanRepliesCouldBeSentAreRefused() {
    String full = "{},".repeat(9_999) + "{}";
    assertThat(requests("{\"requests\":[" + full + "]}")).hasSize(10_000);
    assertThat(Samples.read("{\"requests\":[" + full + ",{}]}"))
        .isEqualTo(
            new Event.NoJson(
                "requests: found more than 10000 entries, expected at most 10000;"
                    + " send several events"));
  }
}
