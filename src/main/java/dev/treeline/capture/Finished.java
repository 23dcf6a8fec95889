package dev.treeline.capture;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which invocations have finished, for one thread that waits for them. Thread-safe.
///
/// Told by their ids and not by counting, so that a call too many (priming, a test) or too few (a
/// crash) never moves all later flushes by one.
final class Finished {
  // Nobody asks for an invocation whose event never came; the oldest go.
  private static final int KEPT = 1000;

  private final Set<String> requestIds = new LinkedHashSet<>();

  synchronized void add(String requestId) {
    if (requestIds.size() >= KEPT) {
      requestIds.remove(requestIds.iterator().next());
    }
    requestIds.add(requestId);
    notifyAll();
  }

  /// Waits until the invocation has finished; false when that took too long.
  synchronized boolean await(String requestId, Duration patience) throws InterruptedException {
    long left = patience.toMillis();
    while (!requestIds.remove(requestId)) {
      if (left <= 0) {
        return false;
      }
      // Short naps instead of a clock: being a little late does no harm here.
      long nap = Math.min(left, 20);
      wait(nap);
      left -= nap;
    }
    return true;
  }
}
