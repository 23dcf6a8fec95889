package dev.treeline.capture;

import java.time.Duration;
import java.util.Optional;

/// Mode `sync`: every line is on the stream before its request is answered, unless the stream is
/// slower than the deadline: then the reply leaves and the line goes on without it, counted as
/// late, and delivered or dropped in the end.
///
/// Client and connection are built and tried with this object, so that no request pays for them.
public final class FirehoseCapture implements Capture {
  /// Bytes that may be on their way at a time.
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  /// What close waits for lines on their way: all attempts at a stream that hangs.
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final Lines lines;
  private final Ledger ledger;
  private final Connection connection;
  private final Courier courier;

  /// @param deadline how long a reply waits once the connection is warm
  FirehoseCapture(Connection connection, Lines lines, Ledger ledger, Duration deadline) {
    this.lines = lines;
    this.ledger = ledger;
    this.connection = connection;
    this.courier = new Courier(connection, ledger, deadline, MOST_BYTES);
    courier.prime();
  }

  @Override
  public void accept(CaptureLine line) {
    Optional<byte[]> bytes = lines.bytes(line);
    if (bytes.isPresent()) {
      courier.deliver(bytes.get());
    }
    ledger.tell();
  }

  @Override
  public void suspend() {
    courier.drain(DRAIN);
    connection.hangUp();
    courier.cool();
  }

  @Override
  public void resume() {
    courier.prime();
  }

  @Override
  public Counts counts() {
    return ledger.counts();
  }

  @Override
  public void close() {
    courier.close();
    if (!courier.drain(DRAIN)) {
      ledger.abandon("closed before the stream has answered");
    }
    connection.close();
    ledger.tell();
  }
}
