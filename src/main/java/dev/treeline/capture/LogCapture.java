package dev.treeline.capture;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Mode `log`: every line goes to standard output, for a log subscription to carry on.
public final class LogCapture implements Capture {
  private final Lines lines;
  private final Ledger ledger;
  private final Consumer<String> out;

  LogCapture(Ledger ledger, Consumer<String> out) {
    this.lines = new Lines(ledger);
    this.ledger = ledger;
    this.out = out;
  }

  @Override
  public void accept(CaptureLine line) {
    lines
        .bytes(line)
        .ifPresent(
            bytes -> {
              out.accept(new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8));
              ledger.delivered(1);
            });
  }

  @Override
  public Counts counts() {
    return ledger.counts();
  }

  @Override
  public void close() {}
}
