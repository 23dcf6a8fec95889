package dev.treeline.local;

import dev.treeline.capture.Countdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The endpoint on this machine: `/reports/…` are the monitor's files, everything else goes through
/// the handler that Lambda runs.
///
/// One virtual thread a request; thread-safe as the handlers are. Connections are bounded in number
/// and in the time for which nothing comes; [#close] lets requests that have begun finish.
final class LocalServer implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 10_000;

  // Callers that connect at the same moment wait here rather than being turned away.
  private static final int BACKLOG = 1024;

  // What connections without a request get when the server ends.
  private static final Duration RESTING = Duration.ofMillis(500);

  private static final int NAP_MILLIS = 10;

  private final Server server = new Server(new VirtualThreadPool());
  private final ServerConnector connector;
  private final GracefulHandler begun;
  private final Duration goodbye;

  /// How long the server waits for others.
  ///
  /// @param silence that a connection may keep before it is closed
  /// @param request from its first byte to the end of its head
  /// @param goodbye for requests that have begun, when the server is closed
  record Patience(Duration silence, Duration request, Duration goodbye) {
    static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  /// Starts listening.
  ///
  /// @param host the address to listen on: `localhost` is reached from this machine only
  /// @param port 0 for any free one
  /// @throws IOException if the port cannot be had; the message names it
  LocalServer(String host, int port, Gateway gateway, ReportPages reports) throws IOException {
    this(host, port, gateway, reports, Patience.DEFAULT);
  }

  LocalServer(String host, int port, Gateway gateway, ReportPages reports, Patience patience)
      throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(patience.silence().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    server.addBean(SlowHeads.closeAfter(patience.request(), connector));
    PathMappingsHandler routes = new PathMappingsHandler();
    routes.addMapping(PathSpec.from("/reports/*"), reports);
    routes.addMapping(PathSpec.from("/*"), gateway);
    begun = new GracefulHandler(routes);
    server.setHandler(begun);
    server.setErrorHandler(LocalServer::refused);
    connector.setShutdownIdleTimeout(RESTING.toMillis());
    server.setStopTimeout(RESTING.multipliedBy(4).toMillis());
    goodbye = patience.goodbye();
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException(
          host + " port " + port + ": " + e.getMessage() + "; choose another with --port", e);
    }
  }

  /// What never becomes an event: a malformed request, one that comes while the server ends.
  private static boolean refused(Request request, Response response, Callback callback) {
    String message = "the server answers " + HttpStatus.getMessage(response.getStatus());
    response.getHeaders().put("Content-Type", "application/json");
    if (response.getStatus() == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put("Retry-After", "1");
      response.getHeaders().put("Connection", "close");
    }
    response.write(
        true, StandardCharsets.UTF_8.encode("{\"message\": \"" + message + "\"}"), callback);
    return true;
  }

  /// The port it listens on.
  int port() {
    return connector.getLocalPort();
  }

  /// Waits until the server is stopped.
  void join() throws InterruptedException {
    server.join();
  }

  /// Accepts no more requests, waits for those that have begun, and ends. A request counts as begun
  /// when its head has come; one whose head comes later is refused with 503.
  @Override
  public void close() {
    try {
      farewell();
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop", e);
    }
  }

  /// Jetty's own stop gives connections a second, whatever goes on in them, so that begun requests
  /// are waited for before it.
  private void farewell() throws InterruptedException {
    // Before the channel is closed: the acceptor would try it again and again.
    connector.setAccepting(false);
    connector.close();
    CompletableFuture<Void> ended = begun.shutdown();
    Countdown left = Countdown.of(goodbye);
    // Its end alone is not waited for: it is not told of a request that ends at the same moment.
    while (!ended.isDone() && begun.getCurrentRequestCount() > 0 && !left.over()) {
      Thread.sleep(NAP_MILLIS);
    }
  }
}
