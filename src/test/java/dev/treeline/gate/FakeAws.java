package dev.treeline.gate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.treeline.request.ScoreHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Lambda and CodeDeploy as far as the gate asks them. The function behind Lambda is the real one.
public final class FakeAws implements AutoCloseable {
  private final HttpServer server;
  private final ScoreHandler function;
  public final List<String> invoked = new CopyOnWriteArrayList<>();
  public final List<String> told = new CopyOnWriteArrayList<>();
  final List<String> signatures = new CopyOnWriteArrayList<>();
  private volatile boolean throwing;
  private volatile int codeDeployStatus = 200;

  /// @param model what the new version serves
  public FakeAws(Path model) {
    function =
        ScoreHandler.from(
            Map.of("TREELINE_MODEL", model.toString(), "TREELINE_CAPTURE", "off"), line -> {});
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/2015-03-31/functions/", this::invoke);
    server.createContext("/", this::codeDeploy);
    server.start();
  }

  /// From now on the function throws.
  void fail() {
    throwing = true;
  }

  /// From now on CodeDeploy answers so.
  void answerCodeDeployWith(int status) {
    codeDeployStatus = status;
  }

  /// What the gate's function finds in its environment.
  public Map<String, String> environment(Path model) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "AWS_REGION",
        "eu-central-1",
        "AWS_ENDPOINT_URL_LAMBDA",
        url,
        "AWS_ENDPOINT_URL_CODEDEPLOY",
        url,
        "NEW_VERSION",
        "arn:aws:lambda:eu-central-1:123456789012:function:score:7",
        "TREELINE_CAPTURE",
        "off",
        "TREELINE_MODEL",
        model.toString());
  }

  private void invoke(HttpExchange http) throws IOException {
    try (http) {
      invoked.add(http.getRequestURI().getPath());
      signatures.add(http.getRequestHeaders().getFirst("Authorization"));
      if (throwing) {
        http.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
        answer(http, 200, "{\"errorMessage\": \"settings: found nothing\"}");
        return;
      }
      var reply = new ByteArrayOutputStream();
      byte[] event = http.getRequestBody().readAllBytes();
      function.handleRequest(new ByteArrayInputStream(event), reply, null);
      answer(http, 200, reply.toString(StandardCharsets.UTF_8));
    }
  }

  private void codeDeploy(HttpExchange http) throws IOException {
    try (http) {
      signatures.add(http.getRequestHeaders().getFirst("Authorization"));
      told.add(
          http.getRequestHeaders().getFirst("X-Amz-Target")
              + " "
              + new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      answer(http, codeDeployStatus, "{}");
    }
  }

  private static void answer(HttpExchange http, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    function.close();
  }
}
