package dev.treeline.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;

/// Opens connections for the SDK and can close them all: the JDK keeps a socket open for the next
/// request, and closing the SDK's client leaves it so. A process that is about to be copied must
/// not hold one. Thread-safe.
final class OpenSockets implements UrlConnectionFactory {
  // A kept socket belongs to one of the last requests; there are fewer sockets than senders.
  private static final int KEPT = 8;

  private final Patience patience;
  private final Deque<HttpURLConnection> recent = new ArrayDeque<>();

  OpenSockets(Patience patience) {
    this.patience = patience;
  }

  @Override
  public synchronized HttpURLConnection createConnection(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(millis(patience.later()));
      connection.setReadTimeout(millis(patience.first()));
      if (recent.size() == KEPT) {
        recent.removeFirst();
      }
      recent.addLast(connection);
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(uri + ": " + e.getMessage(), e);
    }
  }

  private static int millis(Duration time) {
    return Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE);
  }

  /// Closes every socket, idle or not.
  synchronized void close() {
    for (HttpURLConnection connection : recent) {
      connection.disconnect();
    }
    recent.clear();
  }
}
