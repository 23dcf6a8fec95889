package dev.treeline.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines that wait for the next flush, bounded by their bytes. Adding never blocks. Thread-safe.
final class LineQueue {
  private final long mostBytes;
  private List<byte[]> lines = new ArrayList<>();
  private @Nullable Instant oldest;
  private long bytes;
  private boolean closed;

  LineQueue(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// What became of a line that was to be added.
  enum Added {
    WAITING,
    FULL,
    CLOSED
  }

  /// @param now the line's age counts from here when it is the oldest
  synchronized Added add(byte[] line, Instant now) {
    if (closed) {
      return Added.CLOSED;
    }
    if (bytes + line.length > mostBytes) {
      return Added.FULL;
    }
    if (lines.isEmpty()) {
      oldest = now;
      notifyAll();
    }
    lines.add(line);
    bytes += line.length;
    return Added.WAITING;
  }

  /// Takes all lines, in order.
  synchronized List<byte[]> drain() {
    List<byte[]> drained = lines;
    lines = new ArrayList<>();
    oldest = null;
    bytes = 0;
    return drained;
  }

  /// Whether the lines should go: one is as old as that, or there are as many bytes as that. A
  /// clock that was set back makes no line wait for long.
  synchronized boolean isDue(Instant now, Duration age, long enough) {
    if (oldest == null) {
      return false;
    }
    Duration waited = Duration.between(oldest, now);
    return waited.compareTo(age) >= 0 || waited.isNegative() || bytes >= enough;
  }

  /// Waits until there is a line; false when the queue was closed.
  synchronized boolean awaitLine() throws InterruptedException {
    while (lines.isEmpty() && !closed) {
      wait();
    }
    return !closed;
  }

  /// Gathers lines for a while, for less when there are enough bytes or the queue is closed.
  synchronized void gather(Duration time, long enough) throws InterruptedException {
    long left = time.toMillis();
    while (!closed && bytes < enough) {
      if (left <= 0) {
        return;
      }
      // Naps instead of a signal for every line: adding one has to be cheap.
      long nap = Math.min(left, 50);
      wait(nap);
      left -= nap;
    }
  }

  /// Refuses further lines; what waits can still be drained.
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
