import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Trains the caches of loaded classes (AOT caches) of an image: starts its own entry script as
/// Fargate and as Lambda do, so that the launch flags are the same, sends a few requests, and ends
/// it by SIGTERM, upon which the JVM writes the cache.
///
///     java Train.java IMAGE EVENT
///
/// A file of its own that the JDK runs as it is: neither curl nor Python has to be where images are
/// made. Requests are not captured, since a JVM links all classes of its cache before it does
/// anything else, and those of the AWS SDK are not needed until a reply has gone.
public final class Train {
  private static final int TIMES = 3;
  private static final long LIMIT_SECONDS = 180;
  private static final String RUNTIME = "/2018-06-01/runtime/invocation/";

  private Train() {}

  public static void main(String... args) throws Exception {
    Path image = Path.of(args[0]).toAbsolutePath();
    String digest = Files.readString(image.resolve("lib/digest")).strip();
    server(image, image.resolve("cache").resolve(digest + "-serve.aot"));
    function(image, image.resolve("cache").resolve(digest + "-lambda.aot"), Path.of(args[1]));
    System.exit(0); // The HTTP client and server keep threads.
  }

  private static void server(Path image, Path cache) throws Exception {
    Process process = start(image, cache, Map.of("PORT", "0"), "serve");
    try (BufferedReader out = process.inputReader(UTF_8)) {
      URI address = address(out);
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < TIMES; i++) {
        ask(client, HttpRequest.newBuilder(address.resolve("/ping")));
        ask(client, post(address, "text/csv", "6.4,2.8,5.6,2.2"));
        ask(client, post(address, "application/json", "{\"instances\": [[6.4, 2.8, 5.6, 2.2]]}"));
        ask(client, post(address, "text/libsvm", "0:6.4 1:2.8 2:5.6 3:2.2"));
      }
      Thread.ofVirtual().start(() -> out.lines().forEach(line -> {}));
      end(process, cache);
    } finally {
      process.destroyForcibly();
    }
  }

  private static HttpRequest.Builder post(URI address, String type, String body) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static void ask(HttpClient client, HttpRequest.Builder request) throws Exception {
    HttpResponse<String> reply =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IllegalStateException(reply + ": " + reply.body());
    }
  }

  /// Reads on until the server says where it is.
  private static URI address(BufferedReader out) throws IOException {
    Pattern wanted = Pattern.compile("http://localhost:\\d+/invocations");
    StringBuilder printed = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher address = wanted.matcher(line);
      if (address.find()) {
        return URI.create(address.group());
      }
      printed.append(line).append('\n');
    }
    throw new IllegalStateException("the server ended before it was ready:\n" + printed);
  }

  private static void function(Path image, Path cache, Path event) throws Exception {
    byte[] body = Files.readAllBytes(event);
    CountDownLatch answered = new CountDownLatch(TIMES);
    AtomicInteger asked = new AtomicInteger();
    HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    api.setExecutor(threads);
    api.createContext(RUNTIME + "next", exchange -> next(exchange, asked.incrementAndGet(), body));
    api.createContext(
        RUNTIME,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          reply(exchange, 202, new byte[0]);
          if (exchange.getRequestURI().getPath().endsWith("/response")) {
            answered.countDown();
          }
        });
    api.start();
    String address = "127.0.0.1:" + api.getAddress().getPort();
    Process process = start(image, cache, lambda(address), "serve");
    try (BufferedReader out = process.inputReader(UTF_8)) {
      StringBuffer printed = new StringBuffer();
      Thread.ofVirtual()
          .start(() -> out.lines().forEach(line -> printed.append(line).append('\n')));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (!answered.await(100, TimeUnit.MILLISECONDS)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException("the function did not answer all events:\n" + printed);
        }
      }
      end(process, cache);
    } finally {
      process.destroyForcibly();
      api.stop(0);
    }
  }

  private static void next(HttpExchange exchange, int number, byte[] event) throws IOException {
    if (number > TIMES) {
      return; // Never answered: the function waits, as one that nobody calls.
    }
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "training-" + number);
    exchange
        .getResponseHeaders()
        .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 28_000));
    exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:x");
    reply(exchange, 200, event);
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    // Without a content type the runtime client 2.9.0 crashes its JVM.
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Map<String, String> lambda(String api) {
    return Map.of(
        "AWS_LAMBDA_RUNTIME_API", api,
        "AWS_LAMBDA_FUNCTION_NAME", "training",
        "AWS_LAMBDA_FUNCTION_VERSION", "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769",
        "AWS_LAMBDA_LOG_GROUP_NAME", "training",
        "AWS_LAMBDA_LOG_STREAM_NAME", "training",
        "AWS_LAMBDA_LOG_FORMAT", "JSON",
        "AWS_REGION", "eu-central-1",
        "LAMBDA_TASK_ROOT", System.getProperty("java.io.tmpdir"));
  }

  private static Process start(
      Path image, Path cache, Map<String, String> variables, String argument) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                image.resolve("bin/entry").toString(), "--train", cache.toString(), argument));
    builder.directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
    builder.redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("TREELINE_MODEL", image.resolve("model").toString());
    builder.environment().put("TREELINE_CAPTURE", "off");
    builder.environment().putAll(variables);
    return builder.start();
  }

  /// SIGTERM; the JVM writes the cache before it ends.
  private static void end(Process process, Path cache) throws Exception {
    process.toHandle().destroy();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || !Files.exists(cache)) {
      throw new IllegalStateException(cache + ": the training run left no cache");
    }
  }
}
