package dev.treeline.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.report.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What started the monitor.
sealed interface RunEvent {
  /// Somebody named a window: `{"from": T, "to": T}`, either of which may be absent, or `{"window":
  /// "PT1H"}`, which ends now, less the grace period.
  ///
  /// @param invocations how many requests the endpoint answered in it: `"invocations": N` beside
  ///   the window, from whoever counts them
  record Named(Window window, OptionalLong invocations) implements RunEvent {}

  /// The schedule came round: `{"scheduledTime": T, "period": "PT1H"}`, what the schedule in
  /// `template.yaml` sends, an EventBridge rule's own event, which has `time`, or `{}`, whose time
  /// is the clock's. A period that is not named is an hour.
  ///
  /// @param period length of a window
  /// @param at when the schedule came round
  record Due(Duration period, Instant at) implements RunEvent {}

  /// Reads an event.
  ///
  /// @param event what Lambda handed over
  /// @param now the clock, for an event that names no time
  /// @param grace how long before now a window ends that is to end now
  /// @throws IllegalArgumentException if a field cannot be read or does not go with another; names
  ///   it and what it held
  static RunEvent of(JsonNode event, Instant now, Duration grace) {
    Optional<Instant> from = instant(event, "from");
    Optional<Instant> to = instant(event, "to");
    Optional<Duration> length = period(event, "window");
    if (length.isPresent() && (from.isPresent() || to.isPresent())) {
      throw new IllegalArgumentException(
          "event $.window: found " + event.path("window") + " beside from or to, expected one way");
    }
    OptionalLong invocations = invocations(event);
    if (length.isPresent()) {
      return new Named(new Cadence(length.get(), grace).latest(now), invocations);
    }
    if (from.isPresent() || to.isPresent()) {
      return new Named(Window.between(from.orElse(null), to.orElse(null)), invocations);
    }
    if (invocations.isPresent()) {
      throw new IllegalArgumentException(
          "event $.invocations: found "
              + event.path("invocations")
              + " without a window, expected"
              + " from and to, or window, beside it");
    }
    return new Due(
        period(event, "period").orElse(Duration.ofHours(1)),
        instant(event, "scheduledTime").or(() -> instant(event, "time")).orElse(now));
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

  private static OptionalLong invocations(JsonNode event) {
    JsonNode value = event.path("invocations");
    if (value.isMissingNode() || value.isNull()) {
      return OptionalLong.empty();
    }
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < 0) {
      throw new IllegalArgumentException(
          "event $.invocations: found " + value + ", expected a whole number, 0 or more");
    }
    return OptionalLong.of(value.asLong());
  }

  private static Optional<Duration> period(JsonNode event, String field) {
    JsonNode value = event.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    String refusal = "event $." + field + ": found " + value + ", expected " + Cadence.PERIODS;
    try {
      Duration period = Duration.parse(value.asText());
      if (!Cadence.isPeriod(period)) {
        throw new IllegalArgumentException(refusal);
      }
      return Optional.of(period);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(refusal, e);
    }
  }
}
