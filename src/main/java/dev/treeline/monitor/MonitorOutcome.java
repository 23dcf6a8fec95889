package dev.treeline.monitor;

import dev.treeline.report.Report;
import dev.treeline.report.Run;
import dev.treeline.report.Skipped;
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

  /// No captured line lies in the window. Nothing is written.
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

  /// The baseline is missing, damaged or of another version.
  ///
  /// @param problem place, what was found, what was expected, and the next step
  record BadBaseline(String problem) implements MonitorOutcome {}
}
