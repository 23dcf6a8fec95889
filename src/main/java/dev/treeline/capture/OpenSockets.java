package dev.treeline.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;

/// Opens connections for the SDK and can close those that nobody uses: the JDK keeps a socket open
/// for the next request, and closing the SDK's client leaves it so. A process that is about to be
/// copied must not hold one. Thread-safe.
final class OpenSockets implements UrlConnectionFactory {
  // As many as there are threads that can have used one at a time.
  private static final int MOST = 5;

  private final Patience patience;
  private volatile @Nullable URI last;

  OpenSockets(Patience patience) {
    this.patience = patience;
  }

  @Override
  public HttpURLConnection createConnection(URI uri) {
    last = uri;
    try {
      return connection(uri);
    } catch (IOException e) {
      throw new UncheckedIOException(uri + ": " + e.getMessage(), e);
    }
  }

  private HttpURLConnection connection(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(millis(patience.later()));
    connection.setReadTimeout(millis(patience.first()));
    return connection;
  }

  private static int millis(Duration time) {
    return Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE);
  }

  /// Closes every idle socket: a new connection takes over a kept socket where there is one, and
  /// closes it when it is given up before a request. Where there is none it opens one in vain.
  void closeIdle() {
    URI uri = last;
    if (uri == null) {
      return;
    }
    try {
      for (int i = 0; i < MOST; i++) {
        HttpURLConnection connection = connection(uri);
        connection.connect();
        connection.disconnect();
      }
    } catch (IOException _) {
      // Nobody listens there any more, so that no socket can be open.
    }
  }
}
