package planted.request;

import java.time.Instant;

/// The clock away from an entry.
final class ReadsTheClock {
  private ReadsTheClock() {}

  static Instant time() {
    return Instant.now();
  }
}
