package dev.treeline.monitor;

import dev.treeline.report.Window;
import java.io.Serializable;
import java.time.Instant;

/// Tells whether a line's inference time is in a window, and whether it can be told from any: times
/// that no clock shows would fill folders and pages with nonsense.
final class TimeFilter implements Serializable {
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  /// What is said of a line whose time is [Where#NOWHERE].
  static final String PROBLEM = "found an inferenceTime that is not from 1970 to 9999";

  /// Where a time is.
  enum Where {
    INSIDE,
    OUTSIDE,
    /// Before 1970 or after 9999.
    NOWHERE
  }

  private final Window window;
  private final long fromSecond;
  private final long toSecond;

  TimeFilter(Window window) {
    this.window = window;
    this.fromSecond =
        ceiling(window.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : window.from());
    this.toSecond = ceiling(window.to().isAfter(LATEST) ? LATEST : window.to());
  }

  private static long ceiling(Instant time) {
    return time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
  }

  /// Where a whole second is.
  Where of(long epochSecond) {
    if (epochSecond >= fromSecond && epochSecond < toSecond) {
      return Where.INSIDE;
    }
    return of(Instant.ofEpochSecond(epochSecond));
  }

  /// Where a time is.
  Where of(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      return Where.NOWHERE;
    }
    return window.contains(time) ? Where.INSIDE : Where.OUTSIDE;
  }
}
