package dev.treeline.local;

import java.io.IOException;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The endpoint on this machine: `/reports/…` are the monitor's files, everything else goes through
/// the handler that Lambda runs.
///
/// One virtual thread a request; thread-safe as the handlers are.
final class LocalServer implements AutoCloseable {
  private final Server server = new Server(new VirtualThreadPool());
  private final ServerConnector connector;

  /// Starts listening.
  ///
  /// @param host the address to listen on: `localhost` is reached from this machine only
  /// @param port 0 for any free one
  /// @throws IOException if the port cannot be had; the message names it
  LocalServer(String host, int port, Gateway gateway, ReportPages reports) throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    PathMappingsHandler routes = new PathMappingsHandler();
    routes.addMapping(PathSpec.from("/reports/*"), reports);
    routes.addMapping(PathSpec.from("/*"), gateway);
    server.setHandler(routes);
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException(
          host + " port " + port + ": " + e.getMessage() + "; choose another with --port", e);
    }
  }

  /// The port it listens on.
  int port() {
    return connector.getLocalPort();
  }

  /// Waits until the server is stopped.
  void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop", e);
    }
  }
}
