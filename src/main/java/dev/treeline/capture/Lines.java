package dev.treeline.capture;

import java.util.Optional;

/// Turns offered lines into bytes that fit into one Firehose record; what does not fit is dropped.
final class Lines {
  /// Firehose's limit of one record, in bytes before Base64; also below CloudWatch's for an event.
  static final int LONGEST = 1000 * 1024;

  private final Ledger ledger;

  Lines(Ledger ledger) {
    this.ledger = ledger;
  }

  /// The line's bytes; empty when it was dropped. Offered either way.
  Optional<byte[]> bytes(CaptureLine line) {
    ledger.offered();
    byte[] bytes = line.write();
    if (bytes.length <= LONGEST) {
      return Optional.of(bytes);
    }
    ledger.dropped(1, "line: found " + bytes.length + " bytes, expected at most " + LONGEST);
    ledger.tellDrops();
    return Optional.empty();
  }
}
