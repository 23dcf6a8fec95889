package dev.treeline.monitor;

import dev.treeline.drift.Drift;
import dev.treeline.report.NextVerdict;
import dev.treeline.report.Report;
import dev.treeline.report.Run;
import dev.treeline.report.Skipped;
import dev.treeline.report.Window;
import java.util.List;
import java.util.stream.Collectors;

/// How a run of the monitor ended. Trouble with the disk or the network is no outcome but an
/// `IOException`: the run can be repeated.
public sealed interface MonitorOutcome {
  /// The window was judged and its files are written.
  ///
  /// @param report everything that was found
  /// @param files keys in the store of reports, those of the window first, then the copies under
  ///   `latest/`
  record Completed(Report report, List<String> files) implements MonitorOutcome {
    public Completed {
      files = List.copyOf(files);
    }
  }

  /// The window was judged and has too few values for a verdict: it stays open, and the next run
  /// looks at it again, one period longer.
  ///
  /// @param report everything that was found so far
  /// @param files keys in the store of reports, under `latest/` alone
  record Growing(Report report, List<String> files) implements MonitorOutcome {
    public Growing {
      files = List.copyOf(files);
    }

    /// The outcome in one line: how much there is, and when there will be enough.
    public String problem() {
      long values = NextVerdict.values(report.findings());
      Window window = report.run().window();
      return "%d of %d values since %s; %s"
          .formatted(
              values,
              Drift.ENOUGH,
              window.from(),
              NextVerdict.after(report.findings(), window)
                  .map(after -> "next verdict in " + NextVerdict.about(after))
                  .orElse("no telling when the next verdict comes"));
    }
  }

  /// The time was up before every capture file was read. Nothing is written but what was counted,
  /// and the next run over the same window goes on from there.
  ///
  /// @param files read so far, by all runs
  /// @param left still to read
  /// @param hasMoved whether this run came further than the one before and could keep it
  record Stopped(Window window, long files, int left, boolean hasMoved) implements MonitorOutcome {
    /// The outcome in one line.
    public String problem() {
      String read =
          "stopped before the deadline: %d capture files of the window %s to %s read, %d left"
              .formatted(files, window.from(), window.to(), left);
      return hasMoved
          ? read + "; the next run goes on from there"
          : read + ", and no progress kept; give the function more time or memory";
    }
  }

  /// No captured line lies in the window. Nothing is written. Where it is known that there should
  /// have been some, a window with both ends is [Completed] instead, with its data lost.
  record NoData(Run run) implements MonitorOutcome {
    /// The outcome in one line: how much was read, and where captures of others lie. Free of
    /// control characters.
    public String problem() {
      String read =
          "no captured line in the window; files read: %d, lines of other times: %d"
              .formatted(run.files(), run.outside());
      return run.elsewhere().isEmpty() ? read : read + "; " + run.elsewhere();
    }
  }

  /// There were lines, and not one row of them could be counted: the reasons are in the run.
  /// Nothing is written.
  record NothingCounted(Run run) implements MonitorOutcome {
    /// The outcome in one line: every reason, how often, and where first. Free of control
    /// characters.
    public String problem() {
      return "no captured line could be counted: "
          + run.skipped().stream().map(Skipped::text).collect(Collectors.joining("; "));
    }
  }

  /// The baseline is missing, damaged or of another version, or the rules or the audit trail that
  /// belong to it cannot be read.
  ///
  /// @param problem place, what was found, what was expected, and the next step
  record BadBaseline(String problem) implements MonitorOutcome {}
}
