package dev.treeline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Replies, as written and as counted.
class ReplyTest {
  private static final String LONG = "{\"score\": 0.25}\n".repeat(1000);

  private static HttpRequest request(Shape shape, String acceptEncoding) {
    return HttpRequest.of(
        shape, "POST", "/", Map.of("Accept-Encoding", acceptEncoding), new byte[0]);
  }

  private static byte[] bytes(HttpRequest request, Reply reply) {
    return switch (request.shape()) {
      case DIRECT -> Samples.written(new Event.Direct(request), reply);
      case HTTP_API, REST_API, LOAD_BALANCER, DIRECT_BATCH ->
          Samples.written(new Event.Http(request), reply);
    };
  }

  private static Reply text(String body) {
    return Reply.text(200, "text/csv", Samples.utf8(body));
  }

  @Test
  void headersKeepTheirOrderAndOneValueEach() {
    Reply reply =
        Reply.text(200, "text/csv", new byte[0])
            .with("B", "1")
            .with("A", "é\n\ud83d")
            .with("b", "2");
    assertThat(reply.headers().toString()).isEqualTo("{Content-Type=text/csv, b=2, A=???}");
    assertThat(reply.header("content-type")).contains("text/csv");
    assertThat(reply.header("c")).isEmpty();
    assertThat(Reply.empty(204).headers()).isEmpty();
    assertThat(Reply.empty(204).body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "\n", "\"\\/", "\u0001\u001f\u007f", "\b\f\r\t", "é\u20ac\ud83d\ude00"})
  void aWrittenBodyReadsBack(String text) {
    for (Shape shape : Shape.values()) {
      if (shape != Shape.DIRECT) {
        JsonNode reply = Samples.parsed(bytes(request(shape, ""), text(text).with("X-\"", "\\\"")));
        assertThat(reply.path("body").asText()).isEqualTo(text);
        assertThat(reply.path("statusCode").asInt()).isEqualTo(200);
        assertThat(reply.path("headers").path("X-\"").asText()).isEqualTo("\\\"");
        assertThat(reply.path("isBase64Encoded").isBoolean()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theCountIsWhatIsWritten(Shape shape) {
    for (String piece : new String[] {"a", "\n", "\"", "\u0001", "é", "\u20ac", "\ud83d\ude00"}) {
      HttpRequest request = request(shape, "");
      for (Reply reply :
          new Reply[] {
            text(piece.repeat(1_100_000)).with("X-\\", "b"),
            Reply.binary(404, "a/b", Samples.utf8(piece.repeat(1_100_000))),
            text(piece),
            Reply.empty(299)
          }) {
        Reply packed = Events.packed(request, reply);
        int written = bytes(request, packed).length;
        assertThat(Events.bytes(request, packed)).isEqualTo(written);
        assertThat(Events.bytesIfLong(request, packed))
            .isEqualTo(reply.body().length > 1_000_000 ? written : 0);
      }
    }
  }

  @Test
  void theCountHoldsForListsAndBatches() {
    HttpRequest request = Samples.http(Samples.bytes("alb-multi-value"));
    Reply reply = text("a\"\n").with("X-A", "b");
    assertThat(Events.bytes(request, reply)).isEqualTo(bytes(request, reply).length);
    Event batch = Samples.read("{\"requests\":[{},{}]}");
    HttpRequest entry = ((Event.DirectBatch) batch).requests().getFirst();
    assertThat(Samples.written(batch, reply, reply).length)
        .isEqualTo(14 + 2 * Events.bytes(entry, reply) + 1);
  }

  @Test
  void onlyLoadBalancersHaveALowerLimit() {
    for (Shape shape : Shape.values()) {
      assertThat(Events.mostBytes(request(shape, "")))
          .isEqualTo(shape == Shape.LOAD_BALANCER ? 1_048_576 : 6_291_556);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"HTTP_API", "LOAD_BALANCER", "DIRECT_BATCH"})
  void aLongReplyTravelsInGzipToWhoTakesIt(Shape shape) throws IOException {
    HttpRequest request = request(shape, "br, gzip;q=0.5");
    JsonNode reply = Samples.parsed(bytes(request, text(LONG).with("Vary", "Origin")));
    assertThat(reply.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(reply.path("headers").path("Content-Encoding").asText()).isEqualTo("gzip");
    assertThat(reply.path("headers").path("Vary").asText()).isEqualTo("Origin, Accept-Encoding");
    byte[] body = Base64.getDecoder().decode(reply.path("body").asText());
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      assertThat(Samples.text(in.readAllBytes())).isEqualTo(LONG);
    }
  }

  @Test
  void packingTwiceIsPackingOnce() {
    HttpRequest request = request(Shape.HTTP_API, "gzip");
    Reply packed = Events.packed(request, text(LONG));
    assertThat(Events.packed(request, packed)).isSameAs(packed);
    assertThat(packed.headers().toString())
        .isEqualTo("{Content-Type=text/csv, Vary=Accept-Encoding, Content-Encoding=gzip}");
    Reply plain = Events.packed(request(Shape.HTTP_API, ""), text(LONG));
    assertThat(Events.packed(request, plain)).isSameAs(plain);
    assertThat(plain.headers().toString())
        .isEqualTo("{Content-Type=text/csv, Vary=Accept-Encoding}");
    assertThat(plain.text()).isEqualTo(LONG);
  }

  @Test
  void whatWouldNotGetShorterTravelsAsItIs() {
    byte[] random = new byte[10_000];
    new Random(3).nextBytes(random);
    Reply reply = Events.packed(request(Shape.HTTP_API, "gzip"), Reply.binary(200, "a/b", random));
    assertThat(reply.body()).isSameAs(random);
    assertThat(reply.binary()).isTrue();
    assertThat(reply.header("Content-Encoding")).isEmpty();
  }

  @Test
  void shortRepliesBareOnesAndThoseOfRestApiStayAsTheyAre() {
    Reply reply = text(LONG);
    assertThat(Events.packed(request(Shape.REST_API, "gzip"), reply)).isSameAs(reply);
    assertThat(Events.packed(request(Shape.DIRECT, "gzip"), reply)).isSameAs(reply);
    Reply brief = text("a".repeat(Packing.LEAST - 1));
    assertThat(Events.packed(request(Shape.HTTP_API, "gzip"), brief)).isSameAs(brief);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "'deflate, GZIP', true",
    "x-gzip;q=1, true",
    "*, true",
    "'*;q=0.1,br', true",
    "gzip;q=0, false",
    "'gzip; q=0.000, *', false",
    "gzip;q=0.001, true",
    "'*;q=0', false",
    "'', false",
    "gzipped, false",
    "';;,,', false"
  })
  void acceptEncodingIsReadAsHttpSays(String header, boolean takes) {
    assertThat(Packing.takesGzip(header)).isEqualTo(takes);
  }

  @Test
  void aGatewayReadsBackWhatWasWritten() throws IOException {
    Random random = new Random(11);
    HttpRequest request = request(Shape.HTTP_API, "");
    for (int i = 0; i < 500; i++) {
      byte[] body = new byte[random.nextInt(40)];
      random.nextBytes(body);
      String text = "\"\\\n\u0001é\ud83d\ude00" + random.nextInt();
      Reply reply =
          (random.nextBoolean()
                  ? Reply.binary(200 + i, "a/b", body)
                  : Reply.text(200 + i, "text/\"x\"", Samples.utf8(text)))
              .with("A-Header", "\\\"" + i)
              .with("B", "")
              .with("C", "c")
              .with("D", "d");
      byte[] written = bytes(request, reply);
      Reply read = Events.readReply(written, written.length);
      assertThat(read.status()).isEqualTo(reply.status());
      assertThat(read.headers()).isEqualTo(reply.headers());
      assertThat(read.body()).isEqualTo(reply.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"statusCode\": \"many\"}",
        "{\"statusCode\": 200",
        "{\"statusCode\": 200, \"body\": \"é\", \"isBase64Encoded\": true}",
      })
  void whatIsNoReplyIsAnError(String text) {
    byte[] bytes = Samples.utf8(text);
    assertThatThrownBy(() -> Events.readReply(bytes, bytes.length))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the handler's reply: ");
  }

  @Test
  void aReplyMayLackWhatItDoesNotNeed() throws IOException {
    byte[] bytes = Samples.utf8("{\"cookies\": [1, {}], \"headers\": null, \"statusCode\": 204}");
    Reply reply = Events.readReply(bytes, bytes.length);
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.headers()).isEmpty();
    assertThat(reply.body()).isEmpty();
  }
}
