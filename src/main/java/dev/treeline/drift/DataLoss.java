package dev.treeline.drift;

import java.math.BigDecimal;
import java.util.OptionalLong;

/// Whether as much was captured as should have been: captured lines over invocations times the
/// captured percentage, never rows against rows.
///
/// Lines are drawn at random where less than all are captured, and may be: the share that is
/// missing counts when even the upper end of what is there, Wilson's at 99 %, leaves more than
/// [#TOLERATED] of the expected lines unaccounted for.
///
/// @param captured lines, each once
/// @param invocations requests that were answered, from whoever counts them; empty when nobody said
/// @param percent of them that are to be captured, 0 to 100; of none nothing can be lost
/// @param state insufficient when it cannot be judged
public record DataLoss(long captured, OptionalLong invocations, double percent, State state) {
  /// Nobody said how many invocations there were.
  public static final DataLoss NOT_JUDGED =
      new DataLoss(0, OptionalLong.empty(), 100, State.INSUFFICIENT);

  /// How it is computed.
  public static final String FORMULA =
      "share = 1 - captured/(invocations percent/100); violated when Wilson's upper bound of"
          + " captured/invocations, one-sided 99 %, is below 0.99 percent/100";

  /// Share of the expected lines that may be missing.
  public static final double TOLERATED = 0.01;

  /// Judges a window.
  ///
  /// @throws IllegalArgumentException if the percentage is not from 0 to 100, or a count is
  ///   negative
  public static DataLoss judge(long captured, OptionalLong invocations, double percent) {
    if (!(percent >= 0 && percent <= 100) || captured < 0 || invocations.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "data loss: found %d lines of %s invocations at %s percent, expected counts, and 0 to 100"
                  .formatted(captured, invocations, percent)
              + " percent");
    }
    long all = invocations.orElse(0);
    if (all < Drift.ENOUGH || percent == 0) {
      return new DataLoss(captured, invocations, percent, State.INSUFFICIENT);
    }
    double there = Math.min(1, (double) captured / all);
    double upper = 1 - new Proportion(1 - there, (double) all).lowerBound();
    State state = upper < (1 - TOLERATED) * percent / 100 ? State.DRIFTED : State.STABLE;
    return new DataLoss(captured, invocations, percent, state);
  }

  /// Whether lines are missing.
  public boolean violated() {
    return state == State.DRIFTED;
  }

  /// Share of the expected lines that are not there, 0 to 1; 0 when there are more than expected,
  /// `NaN` when nobody said how many there should be.
  public double share() {
    double expected = invocations.orElse(0) * percent / 100;
    return expected > 0 ? Math.clamp((expected - captured) / expected, 0.0, 1.0) : Double.NaN;
  }

  /// The outcome in plain words.
  public String reason() {
    if (invocations.isEmpty()) {
      return "not judged: the number of invocations is not known";
    }
    String found =
        percent == 100
            ? "%d lines of %d requests that were to be captured"
                .formatted(captured, invocations.getAsLong())
            : "%d lines of %d requests, of which %s %% were to be captured"
                .formatted(
                    captured,
                    invocations.getAsLong(),
                    BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString());
    return switch (state) {
      case INSUFFICIENT -> found + "; " + Drift.ENOUGH + " requests are needed for a verdict";
      case DRIFTED -> found + ": " + Words.percent(share()) + " are lost";
      case STABLE, VARIABLE -> found;
    };
  }
}
