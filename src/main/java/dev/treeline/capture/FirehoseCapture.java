package dev.treeline.capture;

import java.util.List;

/// Mode `sync`: every line is on the stream before its request is answered. Costs the reply one
/// round trip; the client is built with this object, so that no request pays for it. A stream that
/// does not answer costs about a second a reply ([Patience#AWAITED]) and the line, which is dropped
/// and counted.
public final class FirehoseCapture implements Capture {
  private final Lines lines;
  private final Ledger ledger;
  private final Delivery delivery;

  FirehoseCapture(Delivery delivery, Ledger ledger) {
    this.lines = new Lines(ledger);
    this.ledger = ledger;
    this.delivery = delivery;
  }

  @Override
  public void accept(CaptureLine line) {
    lines.bytes(line).ifPresent(bytes -> delivery.deliver(List.of(bytes)));
    ledger.tellDrops();
  }

  @Override
  public Counts counts() {
    return ledger.counts();
  }

  @Override
  public void close() {
    delivery.close();
  }
}
