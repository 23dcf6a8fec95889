package dev.treeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Lambda's `Invoke` on loopback, in front of one [Environment]: what tests that are no Java ask,
/// and SDKs that were given another endpoint.
///
/// Answers as the real one does to `RequestResponse`: status 200 whatever the handler did, the
/// header `X-Amz-Function-Error: Unhandled` where it threw, and what the runtime said of it as the
/// body. A caller may name the request's id, since Lambda's repetitions keep theirs.
final class InvokeApi {
  private static final String ID = "X-Amzn-RequestId";

  private final Environment function;

  private InvokeApi(Environment function) {
    this.function = function;
  }

  /// Serves until standard input ends, which is when whoever started it is gone; its first line is
  /// the address, and then come the lines that the function printed.
  ///
  /// @param args the function's folder, its handler, and its variables as `NAME=VALUE`
  public static void main(String[] args) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 2; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      variables.put(pair[0], pair[1]);
    }
    Path folder = Path.of(args[0]).toAbsolutePath();
    try (Environment function = Environment.start(folder, args[1], variables)) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/2015-03-31/functions/", new InvokeApi(function)::answer);
      server.start();
      System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
      System.out.flush();
      byte[] _ = System.in.readAllBytes();
      server.stop(0);
      function.output().forEach(System.out::println);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String event = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String asked = exchange.getRequestHeaders().getFirst(ID);
    String id = asked == null ? UUID.randomUUID().toString() : asked;
    try {
      switch (function.invoke(id, event)) {
        case Outcome.Answered(var body) -> send(exchange, 200, body);
        case Outcome.Failed(var error) -> {
          exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
          send(exchange, 200, error);
        }
      }
    } catch (AssertionError e) {
      send(exchange, 500, String.valueOf(e.getMessage()));
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
