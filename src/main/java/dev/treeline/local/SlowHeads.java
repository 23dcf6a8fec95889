package dev.treeline.local;

import dev.treeline.capture.Countdown;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Closes connections whose request does not get as far as the end of its head. A byte now and then
/// keeps a connection from being silent, so that silence alone bounds nothing: looks at all of them
/// a few times in the period that a head may take.
final class SlowHeads extends AbstractLifeCycle implements Runnable {
  private static final int LOOKS = 4;

  private final Duration patience;
  private final ServerConnector connector;
  private Map<EndPoint, Seen> seen = Map.of();
  private Scheduler.@Nullable Task next;

  private SlowHeads(Duration patience, ServerConnector connector) {
    this.patience = patience;
    this.connector = connector;
  }

  static SlowHeads closeAfter(Duration patience, ServerConnector connector) {
    return new SlowHeads(patience, connector);
  }

  /// A connection between two messages.
  ///
  /// @param messages that have begun or ended on it
  /// @param bytes that had come when that number was new
  /// @param left of the patience with a message that has begun; null while none has
  private record Seen(long messages, long bytes, @Nullable Countdown left) {
    Seen next(Connection connection, Duration patience) {
      long messagesNow = connection.getMessagesIn() + connection.getMessagesOut();
      long bytesNow = connection.getBytesIn();
      if (messagesNow != messages || bytesNow == bytes) {
        return new Seen(messagesNow, bytesNow, null);
      }
      return left == null ? new Seen(messages, bytes, Countdown.of(patience)) : this;
    }

    boolean slow(Connection connection) {
      boolean answering = connection.getMessagesIn() != connection.getMessagesOut();
      return !answering && left != null && left.over();
    }
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected synchronized void doStop() {
    if (next != null) {
      next.cancel();
    }
  }

  private synchronized void schedule() {
    if (isStarting() || isRunning()) {
      long millis = Math.max(1, patience.toMillis() / LOOKS);
      next = connector.getScheduler().schedule(this, millis, TimeUnit.MILLISECONDS);
    }
  }

  /// One look.
  @Override
  public void run() {
    Collection<EndPoint> connected = connector.getConnectedEndPoints();
    Map<EndPoint, Seen> found = new HashMap<>();
    for (EndPoint end : connected) {
      Connection connection = end.getConnection();
      if (connection == null) {
        continue;
      }
      Seen last = seen.getOrDefault(end, new Seen(0, 0, null));
      Seen next = last.next(connection, patience);
      if (next.slow(connection)) {
        end.close();
      } else {
        found.put(end, next);
      }
    }
    seen = found;
    schedule();
  }
}
