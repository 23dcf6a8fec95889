package dev.treeline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.event.BodyException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Headers, queries and bodies, and what is wrong with them.
class HttpRequestTest {
  private static HttpRequest withBody(byte[] body, String encoding) {
    Map<String, String> headers =
        encoding.isEmpty() ? Map.of() : Map.of("Content-Encoding", encoding);
    return HttpRequest.of(Shape.HTTP_API, "POST", "/invocations", headers, body);
  }

  private static HttpRequest event(String body, boolean base64) {
    ObjectNode event = Samples.tree("http-api-v2").put("body", body);
    return Samples.http(Samples.read(event.put("isBase64Encoded", base64).toString()));
  }

  private static void refused(HttpRequest request, int most, Kind kind, String problem) {
    assertThatExceptionOfType(BodyException.class)
        .isThrownBy(() -> request.body(most))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void aRequestIsMadeAsACallerSendsIt() {
    HttpRequest request =
        HttpRequest.of(
            Shape.REST_API,
            "get",
            "/v2/a%20b/?explain=true&q=%22+%5C&explain=x",
            Map.of("X-\\Odd\"", "é\\\"", "Blank", " "),
            Samples.utf8("b"));
    assertThat(request.shape()).isEqualTo(Shape.REST_API);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/v2/a b");
    assertThat(request.query("explain")).contains("true,x");
    assertThat(request.query("q")).contains("\" \\");
    assertThat(request.header("blank")).isEmpty();
    assertThat(request.header("missing")).isEmpty();
    assertThat(Samples.body(request)).isEqualTo("b");
  }

  @Test
  void headerNamesHaveNoCaseAndListsWin() {
    HttpRequest request =
        Samples.http(
            Samples.read(
                "{\"httpMethod\":\"POST\",\"headers\":{\"ACCEPT\":\"one\",\"n\":5,\"x\":null},"
                    + "\"multiValueHeaders\":{\"Accept\":[\"a\",\"b\"],\"accept\":[\"c\",null,{}]}}"));
    assertThat(request.header("accept")).contains("a,b,c");
    assertThat(request.header("n")).contains("5");
    assertThat(request.header("x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "\"\\/\b\f\n\r\t", "\u0000\u001f", "é\u20ac\ud83d\ude00", "a\\u0041"})
  void textComesOutAsItWentIn(String text) {
    for (String json : new String[] {escapedAll(text), Samples.JSON.valueToTree(text).toString()}) {
      HttpRequest request =
          Samples.http(Samples.read("{\"body\":" + json + ",\"httpMethod\":\"POST\"}"));
      assertThat(Samples.body(request)).isEqualTo(text);
    }
  }

  private static String escapedAll(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append(String.format("\\u%04X", c)));
    return json.append('"').toString();
  }

  @Test
  void halfASurrogatePairAndBrokenEscapesStandForSomething() {
    String json =
        "{\"httpMethod\":\"POST\",\"body\":\"\\ud83d.\\ude00.\\ud83d\\u0041\\q\\u12g4\\u\"}";
    assertThat(Samples.body(Samples.http(Samples.read(json)))).isEqualTo("?.?.?Aqu12g4u");
  }

  @Test
  void base64IsDecodedOnlyWhereItSaysSo() {
    byte[] bytes = {0, -1, 63, 62, -5, -16};
    String base64 = Base64.getEncoder().encodeToString(bytes);
    assertThat(event(base64, true).body(6)).containsExactly(bytes);
    assertThat(event(base64, false).body(8)).asString().isEqualTo(base64);
    String escaped =
        "{\"httpMethod\":\"P\",\"body\":\"AP8\\/Pg\\u003d\\u003d\",\"isBase64Encoded\":true}";
    assertThat(Samples.http(Samples.read(escaped)).body(4)).containsExactly(0, -1, 63, 62);
  }

  @Test
  void whatIsNotBase64IsUnreadable() {
    for (String text : new String[] {"!", "abc$", "a", "QUJD=", "===="}) {
      refused(
          event(text, true),
          100,
          Kind.UNREADABLE,
          "body: found text that is not Base64, expected Base64, since isBase64Encoded is true");
    }
  }

  @Test
  void theLongestBodyIsTakenAndOneByteMoreIsNot() throws IOException {
    byte[] bytes = new byte[3000];
    new Random(5).nextBytes(bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    String problem = "body: found 3000 bytes, expected at most 2999; send fewer rows a request";
    assertThat(event(base64, true).body(3000)).isEqualTo(bytes);
    refused(event(base64, true), 2999, Kind.TOO_LARGE, problem);
    String text = "\n".repeat(3000);
    assertThat(event(text, false).body(3000)).hasSize(3000);
    refused(event(text, false), 2999, Kind.TOO_LARGE, problem);
    assertThat(withBody(bytes, "").body(3000)).isSameAs(bytes);
    refused(withBody(bytes, "identity"), 2999, Kind.TOO_LARGE, problem);
    byte[] zeros = gzipped(new byte[3000]);
    assertThat(withBody(zeros, "gzip").body(3000)).hasSize(3000);
    refused(
        withBody(zeros, "gzip"),
        2999,
        Kind.TOO_LARGE,
        "body: found more than 2999 bytes when decompressed, expected at most 2999;"
            + " send fewer rows a request");
  }

  @Test
  void gzipComesOutAsItWentIn() throws IOException {
    Random random = new Random(7);
    for (int length = 0; length < 100_000; length = 2 * length + 1) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      Arrays.fill(bytes, length / 3, length / 2, (byte) 7);
      assertThat(withBody(gzipped(bytes), " GZIP ").body(length)).isEqualTo(bytes);
      assertThat(withBody(Gzip.pack(bytes), "x-gzip").body(length)).isEqualTo(bytes);
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Gzip.pack(bytes)))) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void membersOfOneGzipFollowEachOther() throws IOException {
    byte[] empty = gzipped(new byte[0]);
    byte[] last = gzipped(new byte[3]);
    byte[] many = new byte[empty.length * 100_000 + last.length];
    for (int i = 0; i < 100_000; i++) {
      System.arraycopy(empty, 0, many, i * empty.length, empty.length);
    }
    System.arraycopy(last, 0, many, many.length - last.length, last.length);
    assertThat(withBody(many, "gzip").body(2_000_000)).hasSize(3);
  }

  @Test
  void gzipHeadersMayHoldNamesAndComments() throws IOException {
    byte[] plain = gzipped(Samples.utf8("a"));
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.write(new byte[] {0x1f, (byte) 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 0, 2, 0, 9, 9});
    named.writeBytes(Samples.utf8("name\0comment\0"));
    named.write(new byte[] {1, 2});
    named.write(plain, 10, plain.length - 10);
    assertThat(withBody(named.toByteArray(), "gzip").body(1)).asString().isEqualTo("a");
  }

  @Test
  void damagedGzipIsUnreadableWhereverItIsCut() throws IOException {
    byte[] whole = gzipped(Samples.utf8("3.5,1.2,5.3,1.8\n".repeat(20)));
    for (int cut = 1; cut < whole.length; cut++) {
      HttpRequest request = withBody(Arrays.copyOf(whole, cut), "gzip");
      assertThatExceptionOfType(BodyException.class)
          .isThrownBy(() -> request.body(1000))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREADABLE))
          .satisfies(e -> assertThat(e.problem()).endsWith("since Content-Encoding says so"));
    }
    byte[] wrongSum = whole.clone();
    wrongSum[whole.length - 8]++;
    refused(
        withBody(wrongSum, "gzip"),
        1000,
        Kind.UNREADABLE,
        "body: found a sum or a length that does not fit, expected gzip,"
            + " since Content-Encoding says so");
  }

  @Test
  void aCompressedBodyThatIsTooLongItselfIsNotDecompressed() {
    refused(
        withBody(new byte[2000], "gzip"),
        900,
        Kind.TOO_LARGE,
        "body: found 2000 bytes, expected at most 1924; send fewer rows a request");
  }

  @Test
  void anEmptyBodyHasNoEncoding() {
    assertThat(withBody(new byte[0], "gzip").body(0)).isEmpty();
  }

  @Test
  void otherEncodingsAreRefused() {
    for (String encoding : new String[] {"br", "deflate", "gzip, gzip"}) {
      refused(
          withBody(new byte[] {1}, encoding),
          100,
          Kind.UNSUPPORTED_ENCODING,
          "Content-Encoding: found " + encoding + ", expected gzip, identity or none");
    }
  }
}
