package dev.treeline.capture;

import java.time.Duration;

/// How much is done to deliver lines before they are dropped.
///
/// @param left after which no attempt begins, and by which the last one is given up
/// @param attempts at one call, 1 or more
record Effort(Countdown left, int attempts) {
  /// Attempts at a call that fails for a passing reason.
  static final int USUAL_ATTEMPTS = 4;

  private static final Duration LONG = Duration.ofDays(1);

  /// For when nobody has to be done by a certain time.
  static Effort usual() {
    return new Effort(Countdown.of(LONG), USUAL_ATTEMPTS);
  }
}
