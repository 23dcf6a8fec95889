package dev.treeline.capture;

import java.util.ArrayList;
import java.util.List;

/// Lines that wait for the next flush, bounded by their bytes. Adding never blocks. Thread-safe.
final class LineQueue {
  private final long mostBytes;
  private List<byte[]> lines = new ArrayList<>();
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

  synchronized Added add(byte[] line) {
    if (closed) {
      return Added.CLOSED;
    }
    if (bytes + line.length > mostBytes) {
      return Added.FULL;
    }
    lines.add(line);
    bytes += line.length;
    notifyAll();
    return Added.WAITING;
  }

  /// Takes all lines, in order.
  synchronized List<byte[]> drain() {
    List<byte[]> drained = lines;
    lines = new ArrayList<>();
    bytes = 0;
    return drained;
  }

  /// Waits until there is a line; false when the queue was closed.
  synchronized boolean awaitLine() throws InterruptedException {
    while (lines.isEmpty() && !closed) {
      wait();
    }
    return !closed;
  }

  /// Refuses further lines; what waits can still be drained.
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
