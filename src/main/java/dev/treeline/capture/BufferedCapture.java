package dev.treeline.capture;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Mode `buffered`: `accept` only keeps the line; somebody else calls [#flush()] when nobody waits
/// for a reply. The client is built by the first flush, so that a cold start does not pay for it.
///
/// Waiting lines are bounded by their bytes; a line that finds no room is dropped and counted.
public final class BufferedCapture implements Capture {
  /// Bytes that may wait.
  static final long MOST_BYTES = 16L * 1024 * 1024;

  private final Lines lines;
  private final Ledger ledger;
  private final LineQueue queue;
  private final Supplier<Delivery> connect;
  private final Finished finished = new Finished();
  private final ReentrantLock flushing = new ReentrantLock();
  private volatile boolean direct;
  private @Nullable Delivery delivery;

  /// @param connect makes the delivery, once, at the first flush that has lines
  BufferedCapture(Supplier<Delivery> connect, Ledger ledger, long mostBytes) {
    this.lines = new Lines(ledger);
    this.ledger = ledger;
    this.queue = new LineQueue(mostBytes);
    this.connect = connect;
  }

  @Override
  public void accept(CaptureLine line) {
    lines.bytes(line).ifPresent(this::keep);
    if (direct) {
      flush();
    }
  }

  private void keep(byte[] bytes) {
    switch (queue.add(bytes)) {
      case WAITING -> {}
      case FULL -> ledger.dropped(1, "buffer: full until the next flush");
      case CLOSED -> {
        ledger.dropped(1, "buffer: closed");
        ledger.tellDrops();
      }
    }
  }

  @Override
  public void invocationDone(String requestId) {
    finished.add(requestId);
  }

  /// Delivers what waits; drops are told. One thread at a time, others wait.
  void flush() {
    flushing.lock();
    try {
      List<byte[]> waiting = queue.drain();
      if (!waiting.isEmpty()) {
        deliver(waiting);
      }
    } finally {
      flushing.unlock();
    }
    ledger.tellDrops();
  }

  private void deliver(List<byte[]> waiting) {
    Delivery connected = delivery;
    try {
      if (connected == null) {
        connected = connect.get();
        delivery = connected;
      }
    } catch (Throwable e) {
      // Errors too: a class that cannot be loaded must not cost the lines uncounted, nor the
      // thread.
      ledger.dropped(waiting.size(), "no Firehose client: " + e);
      return;
    }
    connected.deliver(waiting);
  }

  /// Whether a flush would have to connect first, which takes long.
  boolean cold() {
    flushing.lock();
    try {
      return delivery == null;
    } finally {
      flushing.unlock();
    }
  }

  /// Delivers every line before `accept` returns, from now on or no longer: for when nobody
  /// flushes.
  void direct(boolean now) {
    direct = now;
    if (now) {
      flush();
    }
  }

  LineQueue queue() {
    return queue;
  }

  Finished finished() {
    return finished;
  }

  Ledger ledger() {
    return ledger;
  }

  @Override
  public Counts counts() {
    return ledger.counts();
  }

  @Override
  public void close() {
    queue.close();
    flush();
    flushing.lock();
    try {
      if (delivery != null) {
        delivery.close();
      }
    } finally {
      flushing.unlock();
    }
  }
}
