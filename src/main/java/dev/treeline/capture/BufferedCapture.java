package dev.treeline.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Mode `buffered`: `accept` only keeps the line; somebody else flushes when nobody waits for a
/// reply. The client is built by the first flush, so that a cold start does not pay for it.
///
/// Waiting lines are bounded by their bytes; a line that finds no room is dropped and counted.
public final class BufferedCapture implements Capture {
  /// Bytes that may wait.
  static final long MOST_BYTES = 16L * 1024 * 1024;

  /// Bytes that are sent whatever their age: ten records that are as good as full.
  static final long ENOUGH_BYTES = 10L * Packed.FULL;

  /// What a reply waits for its line where nobody flushes; the usual deadline of mode `sync`.
  private static final Duration DIRECT_DEADLINE = Duration.ofMillis(300);

  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final Lines lines;
  private final Ledger ledger;
  private final Connection connection;
  private final InstantSource clock;
  private final Duration age;
  private final LineQueue queue;
  private final Courier courier;
  private final Finished finished = new Finished();
  private final ReentrantLock flushing = new ReentrantLock();
  private volatile boolean direct;
  // The last flush delivered nothing: the next one is no more than a try.
  private volatile boolean failing;
  private volatile @Nullable AfterReply extension;

  /// Where lines wait, and for how long.
  ///
  /// @param mostBytes bytes that may wait
  /// @param age how old a line may grow; zero for no older than its invocation
  record Limits(long mostBytes, Duration age) {}

  BufferedCapture(
      Connection connection, Lines lines, Ledger ledger, Limits limits, InstantSource clock) {
    this.lines = lines;
    this.ledger = ledger;
    this.connection = connection;
    this.clock = clock;
    this.age = limits.age();
    this.queue = new LineQueue(limits.mostBytes());
    this.courier = new Courier(connection, ledger, DIRECT_DEADLINE, limits.mostBytes());
  }

  @Override
  public void accept(CaptureLine line) {
    Optional<byte[]> bytes = lines.bytes(line);
    if (bytes.isEmpty()) {
      return;
    }
    if (direct) {
      courier.deliver(bytes.get());
      ledger.tell();
    } else {
      keep(bytes.get());
    }
  }

  private void keep(byte[] bytes) {
    switch (queue.add(bytes, age.isZero() ? Instant.EPOCH : clock.instant())) {
      case WAITING -> {}
      case FULL -> ledger.refused("buffer: full until the next flush");
      case CLOSED -> {
        ledger.refused("buffer: closed");
        ledger.tell();
      }
    }
  }

  @Override
  public void invocationDone(String requestId) {
    finished.add(requestId);
  }

  /// Delivers what waits, when a line is old enough or there are enough of them. What is not
  /// delivered in time is dropped; without any time it waits for the next flush.
  ///
  /// @param left by when it has to be over. After a flush that delivered nothing there is one
  ///   attempt only, so that a stream that is down costs every invocation no more than that
  void flushWhenDue(Countdown left) {
    boolean due = age.isZero() || queue.isDue(clock.instant(), age, ENOUGH_BYTES);
    if (due && !left.over()) {
      flush(new Effort(left, failing ? 1 : Effort.USUAL_ATTEMPTS));
    } else {
      ledger.tell();
    }
  }

  /// Delivers what waits; drops are told. One thread at a time, others wait.
  void flush() {
    flush(Effort.usual());
  }

  private void flush(Effort effort) {
    flushing.lock();
    try {
      List<byte[]> waiting = queue.drain();
      if (!waiting.isEmpty()) {
        failing = !deliver(waiting, effort);
      }
    } finally {
      flushing.unlock();
    }
    ledger.tell();
  }

  private boolean deliver(List<byte[]> waiting, Effort effort) {
    Delivery delivery;
    try {
      delivery = connection.delivery();
    } catch (Throwable e) {
      // Errors too: a class that cannot be loaded must not cost the lines uncounted, nor the
      // thread.
      ledger.dropped(waiting.size(), "no Firehose client: " + e);
      return false;
    }
    return delivery.deliver(waiting, effort);
  }

  /// Whether a flush would have to connect first, which takes long.
  boolean cold() {
    return connection.cold();
  }

  /// Delivers every line before `accept` returns, from now on or no longer: for when nobody
  /// flushes.
  void direct(boolean now) {
    direct = now;
    if (now) {
      flush();
    }
  }

  /// Whether lines are delivered before `accept` returns.
  boolean isDirect() {
    return direct;
  }

  /// Says who flushes, where Lambda freezes the process between requests.
  void flushedBy(AfterReply flusher) {
    extension = flusher;
  }

  Duration age() {
    return age;
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
  public void suspend() {
    AfterReply flusher = extension;
    if (flusher != null) {
      flusher.suspend();
    }
    flush();
    courier.drain(DRAIN);
    connection.hangUp();
    courier.cool();
  }

  @Override
  public void resume() {
    AfterReply flusher = extension;
    if (flusher != null) {
      flusher.resume();
    }
  }

  @Override
  public Counts counts() {
    return ledger.counts();
  }

  @Override
  public void close() {
    queue.close();
    courier.close();
    flush();
    if (!courier.drain(DRAIN)) {
      ledger.abandon("closed before the stream has answered");
    }
    connection.close();
    ledger.tell();
  }
}
