package dev.treeline.capture;

import java.util.Optional;

/// Turns offered lines into bytes of no more than a given length: longer lines are cut, and dropped
/// when even that does not do.
final class Lines {
  /// Firehose's limit of one record, in bytes before Base64; also below CloudWatch's for an event.
  static final int RECORD = 1000 * 1024;

  private final Ledger ledger;
  private final int most;

  /// @param most bytes of a line with its line end
  Lines(Ledger ledger, int most) {
    this.ledger = ledger;
    this.most = most;
  }

  /// The line's bytes; empty when it was dropped. Offered either way.
  Optional<byte[]> bytes(CaptureLine line) {
    ledger.offered();
    byte[] bytes = line.write();
    if (bytes.length <= most) {
      return Optional.of(bytes);
    }
    byte[] cut = Truncation.cut(line, most).write();
    if (cut.length <= most) {
      ledger.add(Ledger.Event.TRUNCATED);
      return Optional.of(cut);
    }
    ledger.refused(
        "line: found " + cut.length + " bytes without its data, expected at most " + most);
    return Optional.empty();
  }
}
