package dev.treeline.benchmarks.functions;

import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// A bare Jetty that says back what it hears, set up as `treeline serve` sets up its own: one
/// acceptor, one selector, virtual threads. Argument: the port.
public final class JettyEcho extends Handler.Abstract {
  private JettyEcho() {}

  /// Serves until it is killed.
  public static void main(String[] args) throws Exception {
    Server server = new Server(new VirtualThreadPool());
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(args[0]));
    server.addConnector(connector);
    server.setHandler(new JettyEcho());
    server.start();
    server.join();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readAllBytes();
      response.getHeaders().put("Content-Type", "application/json");
      response.write(true, ByteBuffer.wrap(body), callback);
    }
    return true;
  }
}
