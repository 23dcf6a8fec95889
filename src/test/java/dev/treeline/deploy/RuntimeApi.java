package dev.treeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Lambda's side of one execution environment: the Runtime API and the Extensions API on loopback,
/// with the order of events that the real ones keep.
///
/// - An invocation starts when the runtime *and* every extension have asked for their next event,
///   so what an extension does after a reply holds up the following request and is never cut short.
/// - Extensions register during init only, and an internal one, which is all that can reach this
///   server, is refused `SHUTDOWN` with 403.
/// - A reply reaches the caller when the runtime posts it, whatever extensions are still doing.
///
/// One request at a time, as in a real environment; [#invoke] may be called from any thread.
final class RuntimeApi implements AutoCloseable {
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String EXTENSION = "/2020-01-01/extension/";
  private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:built";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Object lock = new Object();

  // All below under the lock. A future is there while its owner waits for the next event.
  private @Nullable CompletableFuture<Invocation> runtime;
  private final Map<String, @Nullable CompletableFuture<Invocation>> extensions =
      new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();
  private boolean initialised;
  private boolean restored;
  private @Nullable Invocation current;
  private @Nullable String death;

  private record Invocation(String id, String event, CompletableFuture<Outcome> outcome) {}

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /// Host and port, as `AWS_LAMBDA_RUNTIME_API` holds them.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Waits until the environment is idle: init or the last invocation is over, extensions included.
  ///
  /// @throws AssertionError if it does not become so in time, or has died
  void awaitIdle(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (!idle()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (death != null) {
          throw new AssertionError(death);
        }
        if (left <= 0) {
          throw new AssertionError("not idle after " + limit + ": " + state());
        }
        try {
          lock.wait(left);
        } catch (InterruptedException e) {
          throw new AssertionError("interrupted while the environment was " + state(), e);
        }
      }
    }
  }

  /// Sends one event and waits for what became of it.
  ///
  /// @param id of the request; Lambda's repetition of a failed one has the same
  Outcome invoke(String id, String event, Duration limit) {
    awaitIdle(limit);
    var invocation = new Invocation(id, event, new CompletableFuture<>());
    start(invocation);
    try {
      return invocation.outcome().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no reply after " + limit, e);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /// Extensions that are registered.
  int extensions() {
    synchronized (lock) {
      return extensions.size();
    }
  }

  /// Registrations that were refused, each with its reason.
  List<String> refused() {
    synchronized (lock) {
      return List.copyOf(refused);
    }
  }

  /// Whether the runtime went through SnapStart's checkpoint and restore.
  boolean restored() {
    synchronized (lock) {
      return restored;
    }
  }

  /// Says that the process behind this environment is gone; whoever waits is told why.
  void died(String why) {
    synchronized (lock) {
      death = why;
      if (current != null) {
        current.outcome().completeExceptionally(new AssertionError(why));
      }
      lock.notifyAll();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private boolean idle() {
    return runtime != null && extensions.values().stream().allMatch(next -> next != null);
  }

  private String state() {
    long busy = extensions.values().stream().filter(next -> next == null).count();
    return (runtime == null ? "runtime busy" : "runtime waiting")
        + ", %d of %d extensions busy".formatted(busy, extensions.size());
  }

  private void start(Invocation invocation) {
    synchronized (lock) {
      current = invocation;
      if (runtime != null) {
        runtime.complete(invocation);
        runtime = null;
      }
      extensions.replaceAll(
          (_, next) -> {
            if (next != null) {
              next.complete(invocation);
            }
            return null;
          });
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (path.equals(RUNTIME + "invocation/next")) {
      runtimeNext(exchange);
    } else if (path.equals(RUNTIME + "restore/next")) {
      synchronized (lock) {
        restored = true;
      }
      send(exchange, 200, "");
    } else if (path.equals(RUNTIME + "init/error") || path.equals(RUNTIME + "restore/error")) {
      died(path + ": " + body);
      send(exchange, 202, "{}");
    } else if (path.startsWith(RUNTIME + "invocation/")) {
      end(path.substring((RUNTIME + "invocation/").length()).split("/"), body);
      send(exchange, 202, "{}");
    } else if (path.equals(EXTENSION + "register")) {
      register(exchange, body);
    } else if (path.equals(EXTENSION + "event/next")) {
      extensionNext(exchange);
    } else {
      send(exchange, 404, "{\"errorMessage\": \"no such path\", \"errorType\": \"NotFound\"}");
    }
  }

  private void runtimeNext(HttpExchange exchange) throws IOException {
    var next = new CompletableFuture<Invocation>();
    synchronized (lock) {
      initialised = true;
      runtime = next;
      lock.notifyAll();
    }
    Invocation invocation = next.join();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", ARN);
    headers.set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
    send(exchange, 200, invocation.event());
  }

  private void end(String[] idAndFate, String body) {
    synchronized (lock) {
      if (current == null || !current.id().equals(idAndFate[0])) {
        died("an answer to " + idAndFate[0] + ", which was not asked");
        return;
      }
      current
          .outcome()
          .complete(
              idAndFate[1].equals("response")
                  ? new Outcome.Answered(body)
                  : new Outcome.Failed(body));
    }
  }

  private void register(HttpExchange exchange, String body) throws IOException {
    String name = exchange.getRequestHeaders().getFirst("Lambda-Extension-Name");
    String problem = null;
    synchronized (lock) {
      if (name == null) {
        problem = "no Lambda-Extension-Name";
      } else if (initialised) {
        problem = name + ": registered after init";
      } else if (body.contains("SHUTDOWN")) {
        problem = name + ": SHUTDOWN is not for internal extensions";
      }
      if (problem == null) {
        String id = UUID.randomUUID().toString();
        extensions.put(id, null);
        exchange.getResponseHeaders().set("Lambda-Extension-Identifier", id);
      } else {
        refused.add(problem);
      }
    }
    if (problem == null) {
      send(exchange, 200, "{\"functionName\": \"built\", \"functionVersion\": \"1\"}");
    } else {
      send(exchange, 403, "{\"errorMessage\": \"" + problem + "\"}");
    }
  }

  private void extensionNext(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestHeaders().getFirst("Lambda-Extension-Identifier");
    var next = new CompletableFuture<Invocation>();
    synchronized (lock) {
      if (id == null || !extensions.containsKey(id)) {
        refused.add("event/next of an extension that is not registered: " + id);
        id = null;
      } else {
        extensions.put(id, next);
        lock.notifyAll();
      }
    }
    if (id == null) {
      send(exchange, 403, "{\"errorMessage\": \"not registered\"}");
      return;
    }
    Invocation invocation = next.join();
    send(
        exchange,
        200,
        "{\"eventType\": \"INVOKE\", \"deadlineMs\": %d, \"requestId\": \"%s\", \"invokedFunctionArn\": \"%s\"}"
            .formatted(deadline(), invocation.id(), ARN));
  }

  private static long deadline() {
    return System.currentTimeMillis() + Duration.ofSeconds(28).toMillis();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    // Without a content type the runtime interface client 2.9.0 crashes its JVM.
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
