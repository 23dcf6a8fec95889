package dev.treeline.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.report.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What started the monitor, turned into the window to look at.
///
/// - `{"from": T, "to": T}`, either of which may be absent: that window, as typed.
/// - `{"scheduledTime": T, "period": "PT1H"}`, what the schedule in `template.yaml` sends: the
///   period up to the last full hour before T; for a period below an hour, up to its last full
///   multiple. An EventBridge rule's own event, which has `time`, is read the same way.
/// - `{}`: the hour up to the last full hour of the clock.
final class RunEvent {
  private static final Duration HOUR = Duration.ofHours(1);

  private RunEvent() {}

  /// The window that an event asks for.
  ///
  /// @param event what Lambda handed over
  /// @param now the clock, for an event that names no time
  /// @throws IllegalArgumentException if a field cannot be read; names it and what it held
  static Window window(JsonNode event, Instant now) {
    Optional<Instant> from = instant(event, "from");
    Optional<Instant> to = instant(event, "to");
    if (from.isPresent() || to.isPresent()) {
      return Window.between(from.orElse(null), to.orElse(null));
    }
    Duration period = period(event);
    Instant scheduled =
        instant(event, "scheduledTime").or(() -> instant(event, "time")).orElse(now);
    Instant end =
        period.compareTo(HOUR) < 0
            ? Instant.ofEpochSecond(
                Math.floorDiv(scheduled.getEpochSecond(), period.toSeconds()) * period.toSeconds())
            : scheduled.truncatedTo(ChronoUnit.HOURS);
    return new Window(end.minus(period), end);
  }

  private static Optional<Instant> instant(JsonNode event, String field) {
    JsonNode value = event.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(value.asText()));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "event $."
              + field
              + ": found "
              + value
              + ", expected a time such as"
              + " 2026-01-31T13:00:00Z",
          e);
    }
  }

  private static Duration period(JsonNode event) {
    JsonNode value = event.path("period");
    if (value.isMissingNode() || value.isNull()) {
      return HOUR;
    }
    String expected = ", expected a period of a second or more such as PT1H or P1D";
    try {
      Duration period = Duration.parse(value.asText());
      if (period.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("event $.period: found " + value + expected);
      }
      return period;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("event $.period: found " + value + expected, e);
    }
  }
}
