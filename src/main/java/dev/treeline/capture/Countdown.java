package dev.treeline.capture;

import java.time.Duration;

/// What is left of a wait of real threads. Besides the entries nothing else looks at the machine's
/// clock: locks and sleeps go by it, whatever time a test says it is. Immutable, for every thread.
public final class Countdown {
  private final long end;

  private Countdown(long end) {
    this.end = end;
  }

  /// Begins now.
  public static Countdown of(Duration time) {
    return new Countdown(System.nanoTime() + time.toNanos());
  }

  /// Milliseconds that are left, begun ones counted whole; 0 or less when it is over.
  public long millis() {
    return Math.ceilDiv(end - System.nanoTime(), 1_000_000L);
  }

  /// The shorter of what is left and another time; never negative.
  public Duration atMost(Duration other) {
    Duration left = Duration.ofMillis(Math.max(0, millis()));
    return left.compareTo(other) < 0 ? left : other;
  }

  /// Whether nothing is left.
  public boolean over() {
    return millis() <= 0;
  }
}
