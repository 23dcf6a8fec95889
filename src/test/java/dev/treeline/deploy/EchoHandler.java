package dev.treeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/// A handler that [EnvironmentTest] plants in a folder of its own: says back what it hears, throws
/// at `"throw"`, ends its process at `"exit"`, and brings an internal extension when asked to.
public final class EchoHandler implements RequestStreamHandler {
  private static final String EXTENSIONS =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2020-01-01/extension/";

  private final HttpClient http = HttpClient.newHttpClient();

  /// Registers the extension that `ECHO_EXTENSION` names events for.
  public EchoHandler() throws IOException, InterruptedException {
    String events = System.getenv("ECHO_EXTENSION");
    if (events != null) {
      var reply =
          http.send(
              HttpRequest.newBuilder(URI.create(EXTENSIONS + "register"))
                  .header("Lambda-Extension-Name", "echo")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"events\": [" + events + "]}"))
                  .build(),
              BodyHandlers.ofString());
      System.out.println("registered: " + reply.statusCode());
      reply
          .headers()
          .firstValue("Lambda-Extension-Identifier")
          .ifPresent(id -> Thread.ofVirtual().start(() -> follow(id)));
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), UTF_8);
    switch (event) {
      case "\"throw\"" -> throw new IllegalStateException("thrown as asked");
      case "\"exit\"" -> {
        System.out.println("leaving");
        System.exit(7);
      }
      default -> out.write(event.getBytes(UTF_8));
    }
  }

  /// Works for a while after every invocation, as a flush does.
  private void follow(String id) {
    var next =
        HttpRequest.newBuilder(URI.create(EXTENSIONS + "event/next"))
            .header("Lambda-Extension-Identifier", id)
            .build();
    try {
      while (http.send(next, BodyHandlers.ofString()).statusCode() == 200) {
        Thread.sleep(300);
        System.out.println("flushed");
      }
    } catch (IOException | InterruptedException e) {
      System.out.println("extension ends: " + e);
    }
  }
}
