package dev.treeline.capture;

import java.time.Duration;

/// Waits; `Thread::sleep` outside tests.
@FunctionalInterface
public interface Sleeper {
  /// Returns when the time is over.
  void sleep(Duration time) throws InterruptedException;
}
