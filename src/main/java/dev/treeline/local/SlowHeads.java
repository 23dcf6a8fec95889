package dev.treeline.local;

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
  /// @param since when more bytes were first seen, by [System#nanoTime()]; null while there are
  ///   none
  private record Seen(long messages, long bytes, @Nullable Long since) {
    Seen next(Connection connection, long now) {
      long messagesNow = connection.getMessagesIn() + connection.getMessagesOut();
      long bytesNow = connection.getBytesIn();
      if (messagesNow != messages || bytesNow == bytes) {
        return new Seen(messagesNow, bytesNow, null);
      }
      return since == null ? new Seen(messages, bytes, now) : this;
    }

    boolean slow(Connection connection, long now, Duration patience) {
      boolean answering = connection.getMessagesIn() != connection.getMessagesOut();
      return !answering && since != null && now - since > patience.toNanos();
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
    long now = System.nanoTime();
    Collection<EndPoint> connected = connector.getConnectedEndPoints();
    Map<EndPoint, Seen> found = new HashMap<>();
    for (EndPoint end : connected) {
      Connection connection = end.getConnection();
      if (connection == null) {
        continue;
      }
      Seen last = seen.getOrDefault(end, new Seen(0, 0, null));
      Seen next = last.next(connection, now);
      if (next.slow(connection, now, patience)) {
        end.close();
      } else {
        found.put(end, next);
      }
    }
    seen = found;
    schedule();
  }
}
