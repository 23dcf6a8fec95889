package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server before a function that remembers its events, read by AWS's own deserializer.
class LocalServerTest {
  private static final PojoSerializer<APIGatewayV2HTTPEvent> EVENTS =
      LambdaEventSerializers.serializerFor(
          APIGatewayV2HTTPEvent.class, LocalServerTest.class.getClassLoader());

  private final List<APIGatewayV2HTTPEvent> events = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private String reply =
      "{\"statusCode\":201,\"headers\":{\"X-Answer\":\"yes\"},\"body\":\"hi\",\"isBase64Encoded\":false}";

  @TempDir Path reports;
  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    Gateway gateway =
        new Gateway(
            (in, out, context) -> {
              events.add(EVENTS.fromJson(new ByteArrayInputStream(in.readAllBytes())));
              out.write(reply.getBytes(StandardCharsets.UTF_8));
            },
            1000,
            InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")),
            () -> "request-1",
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    server =
        new LocalServer(
            "localhost",
            0,
            gateway,
            new ReportPages(reports, "e/s/latest/report.html", "none yet"));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void aRequestBecomesAnHttpApiEvent() throws Exception {
    HttpResponse<String> response =
        send(
            request("/invocations?explain=true&a=%C3%A9")
                .header("Content-Type", "text/csv; charset=utf-8")
                .header("X-Twice", "1")
                .header("X-Twice", "2")
                .POST(HttpRequest.BodyPublishers.ofString("1,é")));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("X-Answer")).contains("yes");
    assertThat(response.body()).isEqualTo("hi");
    APIGatewayV2HTTPEvent event = events.getFirst();
    assertThat(event.getVersion()).isEqualTo("2.0");
    assertThat(event.getRawPath()).isEqualTo("/invocations");
    assertThat(event.getRawQueryString()).isEqualTo("explain=true&a=%C3%A9");
    assertThat(event.getQueryStringParameters())
        .containsEntry("explain", "true")
        .containsEntry("a", "é");
    assertThat(event.getHeaders())
        .containsEntry("content-type", "text/csv; charset=utf-8")
        .containsEntry("x-twice", "1,2");
    assertThat(event.getRequestContext().getHttp().getMethod()).isEqualTo("POST");
    assertThat(event.getRequestContext().getRequestId()).isEqualTo("request-1");
    assertThat(event.getBody()).isEqualTo("1,é");
    assertThat(event.getIsBase64Encoded()).isFalse();
  }

  @Test
  void aBodyThatIsNotTextArrivesInBase64() throws Exception {
    byte[] body = {0, (byte) 0xff, 7};

    send(
        request("/invocations")
            .header("Content-Type", "application/x-recordio-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));

    assertThat(events.getFirst().getIsBase64Encoded()).isTrue();
    assertThat(java.util.Base64.getDecoder().decode(events.getFirst().getBody())).isEqualTo(body);
  }

  @Test
  void malformedTextArrivesInBase64RatherThanChanged() throws Exception {
    byte[] body = {'1', (byte) 0xff};

    send(
        request("/invocations")
            .header("Content-Type", "text/csv")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));

    assertThat(java.util.Base64.getDecoder().decode(events.getFirst().getBody())).isEqualTo(body);
  }

  @Test
  void aReplyInBase64IsSentAsBytes() throws Exception {
    reply = "{\"statusCode\":200,\"body\":\"AP8=\",\"isBase64Encoded\":true}";

    HttpResponse<byte[]> response =
        client.send(request("/ping").GET().build(), HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.body()).isEqualTo(new byte[] {0, (byte) 0xff});
  }

  @Test
  void anOversizeBodyIsRefusedWithBothSizesAndNeverReachesTheFunction() throws Exception {
    HttpResponse<String> response =
        send(request("/invocations").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1001])));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("1001 bytes", "at most 1000 bytes");
    assertThat(events).isEmpty();
  }

  @Test
  void withoutAReportTheLatestPageSaysWhen() throws Exception {
    HttpResponse<String> response = send(request("/reports/latest").GET());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("none yet");
  }

  @Test
  void theLatestPageIsServedAndNothingOutsideTheReports() throws Exception {
    Path page = reports.resolve("e/s/latest/report.html");
    Files.createDirectories(page.getParent());
    Files.writeString(page, "<p>stable</p>");
    Files.writeString(reports.resolveSibling("secret.txt"), "nobody may see this");

    HttpResponse<String> response = send(request("/reports/latest").GET());
    HttpResponse<String> outside = send(request("/reports/%2e%2e/secret.txt").GET());

    assertThat(response.body()).isEqualTo("<p>stable</p>");
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(outside.body()).doesNotContain("nobody may see this");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
