package dev.treeline.monitor;

import dev.treeline.report.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How a schedule cuts time into windows, and when a window may be looked at.
///
/// @param period length of a window, see [#PERIODS]
/// @param grace how long after its end a window is left alone: lines of it are still on their way
public record Cadence(Duration period, Duration grace) {
  /// Periods that a window may have, for messages.
  public static final String PERIODS =
      "a period such as PT1H or P1D, from a second (PT1S) to a year (P366D)";

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(366);

  public Cadence {
    if (!isPeriod(period) || grace.isNegative()) {
      throw new IllegalArgumentException(
          "cadence: found a period of "
              + period
              + " and a grace of "
              + grace
              + ", expected "
              + PERIODS
              + ", and no negative grace");
    }
  }

  /// Whether a window may be as long.
  public static boolean isPeriod(Duration length) {
    return length.compareTo(SHORTEST) >= 0 && length.compareTo(YEAR) <= 0;
  }

  /// The window of one period that ends as late as a window may, to the second.
  public Window latest(Instant now) {
    Instant end = now.minus(grace).truncatedTo(ChronoUnit.SECONDS);
    return new Window(end.minus(period), end);
  }

  /// The end of the newest window that may be looked at, for a schedule that has no windows yet:
  /// the last full hour, or the last full multiple of a period below an hour, less as many periods
  /// as the grace asks for.
  Instant newest(Instant at) {
    Instant end =
        period.compareTo(HOUR) < 0
            ? Instant.ofEpochSecond(
                Math.floorDiv(at.getEpochSecond(), period.toSeconds()) * period.toSeconds())
            : at.truncatedTo(ChronoUnit.HOURS);
    Duration unripe = Duration.between(at.minus(grace), end);
    long periods = unripe.isPositive() ? unripe.minusNanos(1).dividedBy(period) + 1 : 0;
    return end.minus(period.multipliedBy(periods));
  }

  /// How many windows may be looked at.
  ///
  /// @param after the end that was looked at last; the first of them ends one period later
  long due(Instant after, Instant at) {
    Instant last = at.minus(grace);
    return last.isBefore(after) ? 0 : Duration.between(after, last).dividedBy(period);
  }

  /// When the next window may be looked at.
  Instant next(Instant after) {
    return after.plus(period).plus(grace);
  }
}
