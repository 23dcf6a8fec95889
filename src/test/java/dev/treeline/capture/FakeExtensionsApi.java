package dev.treeline.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lambda's Extensions API for one internal extension: refuses SHUTDOWN with 403, hands out events,
/// and knows when the extension asks for the next one, which is when Lambda would freeze it.
final class FakeExtensionsApi implements AutoCloseable {
  static final String IDENTIFIER = "extension-1";

  private final HttpServer server;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Semaphore asked = new Semaphore(0);
  private final List<String> registrations = new CopyOnWriteArrayList<>();
  private volatile int registerStatus = 200;
  private volatile int nextStatus = 200;

  FakeExtensionsApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/2020-01-01/extension/register", this::register);
    server.createContext("/2020-01-01/extension/event/next", this::next);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// Host and port, as `AWS_LAMBDA_RUNTIME_API` gives them.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Bodies of the registrations that were accepted.
  List<String> registrations() {
    return registrations;
  }

  void refuseRegistration() {
    registerStatus = 403;
  }

  /// From now on the next event is refused with this status; 200 heals it.
  void answerNextWith(int status) {
    nextStatus = status;
  }

  void invoke(String requestId, Instant deadline) {
    events.add(
        """
        {"eventType":"INVOKE","deadlineMs":%d,"requestId":"%s","invokedFunctionArn":"arn",
        "tracing":{"type":"X-Amzn-Trace-Id","value":"Root=1"}}"""
            .formatted(deadline.toEpochMilli(), requestId));
  }

  /// Ends the wait of a call whose caller has hung up; it would take the next event otherwise.
  void forgetWaiting() throws InterruptedException {
    events.add("{}");
    while (!events.isEmpty()) {
      Thread.sleep(5);
    }
  }

  /// Waits until the extension asks for an event once more: it is done with the last one.
  boolean asksForNext() throws InterruptedException {
    return asked.tryAcquire(10, TimeUnit.SECONDS);
  }

  /// Whether it has asked since the last time somebody waited for it.
  boolean hasAskedAgain() {
    return asked.availablePermits() > 0;
  }

  private void register(HttpExchange http) throws IOException {
    try (http) {
      byte[] request = http.getRequestBody().readAllBytes();
      JsonNode json = new ObjectMapper().readTree(request);
      boolean shutdown = json.path("events").toString().contains("SHUTDOWN");
      boolean named = http.getRequestHeaders().containsKey("Lambda-Extension-Name");
      int status = shutdown || !named ? 403 : registerStatus;
      if (status == 200) {
        registrations.add(new String(request, StandardCharsets.UTF_8));
        http.getResponseHeaders().add("Lambda-Extension-Identifier", IDENTIFIER);
      }
      answer(http, status, "{\"functionName\":\"f\"}");
    }
  }

  private void next(HttpExchange http) throws IOException {
    try (http) {
      String identifier = http.getRequestHeaders().getFirst("Lambda-Extension-Identifier");
      if (!IDENTIFIER.equals(identifier)) {
        answer(http, 403, "{\"errorType\":\"Extension.UnknownExtensionIdentifier\"}");
      } else if (nextStatus != 200) {
        asked.release();
        answer(http, nextStatus, "{}");
      } else {
        asked.release();
        answer(http, 200, events.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange http, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, body.length);
    http.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
