package dev.treeline.capture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// Mode `log`: every line goes to standard output, for a log subscription to carry on.
public final class LogCapture implements Capture {
  private final Lines lines;
  private final Ledger ledger;
  private final Consumer<String> out;

  LogCapture(Lines lines, Ledger ledger, Consumer<String> out) {
    this.lines = lines;
    this.ledger = ledger;
    this.out = out;
  }

  @Override
  public void accept(CaptureLine line) {
    Optional<byte[]> bytes = lines.bytes(line);
    if (bytes.isPresent()) {
      byte[] text = bytes.get();
      out.accept(new String(text, 0, text.length - 1, StandardCharsets.UTF_8));
      ledger.delivered(1);
    }
    ledger.tell();
  }

  @Override
  public Counts counts() {
    return ledger.counts();
  }

  @Override
  public void close() {}
}
