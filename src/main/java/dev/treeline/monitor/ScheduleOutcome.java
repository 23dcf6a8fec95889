package dev.treeline.monitor;

import java.time.Instant;

/// How a run over the due windows of a schedule ended.
public sealed interface ScheduleOutcome {
  /// Windows were looked at.
  ///
  /// @param windows how many
  /// @param remaining how many are due and left for the next run
  record Looked(int windows, long remaining) implements ScheduleOutcome {}

  /// No window is due that has not been looked at.
  ///
  /// @param next when one will be
  record NothingDue(Instant next) implements ScheduleOutcome {}

  /// Another run is at work on this schedule.
  ///
  /// @param owner who; empty when it cannot be told
  /// @param until when it will certainly have ended
  record Busy(String owner, Instant until) implements ScheduleOutcome {
    /// The outcome in one line.
    public String problem() {
      return "another run (" + owner + ") is at work on this schedule until " + until + " at most";
    }
  }
}
