package dev.treeline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `history.jsonl`: one line a run of a schedule, the earliest window first, for trends.
///
/// A run of a window that is there already takes the place of its line. The file holds the latest
/// [#MOST_RUNS] windows, and fewer when they would take more than [#MOST_CHARACTERS]. A line that
/// cannot be read, as one of a later version, is passed over and gone at the next writing: trends
/// are made from reports, which stay.
///
/// @param runs by the ends of their windows
public record History(List<PastRun> runs) {
  /// The file's name.
  public static final String NAME = "history.jsonl";

  /// Runs that are kept: a year of days, three weeks of hours.
  public static final int MOST_RUNS = 500;

  /// Length of the file; one of 100 features reaches it with about 500 runs.
  public static final int MOST_CHARACTERS = 4 * 1024 * 1024;

  /// Runs that a trend shows, the present one included.
  public static final int SHOWN = 30;

  private static final Comparator<PastRun> IN_TIME =
      Comparator.comparing((PastRun run) -> run.window().to())
          .thenComparing(run -> run.window().from());

  /// No run yet.
  public static final History EMPTY = new History(List.of());

  public History {
    runs = runs.stream().sorted(IN_TIME).toList();
  }

  /// Reads the file.
  public static History read(String text) {
    List<PastRun> runs = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      try {
        if (!line.isBlank()) {
          runs.add(PastRun.read(line));
        }
      } catch (ReportFormatException _) {
        // Passed over, as promised above.
      }
    }
    return new History(runs);
  }

  /// This history and the run that a report is about, in place of an earlier run of its window.
  public History with(Report report) {
    PastRun latest = PastRun.of(report);
    List<PastRun> all = new ArrayList<>(runs);
    all.removeIf(run -> run.window().equals(latest.window()));
    all.add(latest);
    return new History(all);
  }

  /// The last runs whose windows ended before this one's, as many as a trend shows beside it. Those
  /// of later windows are not among them, so that a page written again is the same page.
  History before(Window window) {
    List<PastRun> earlier =
        runs.stream().filter(run -> run.window().to().isBefore(window.to())).toList();
    return new History(earlier.subList(Math.max(0, earlier.size() - (SHOWN - 1)), earlier.size()));
  }

  /// The file's text: every line ends in `\n`.
  public String text() {
    List<String> lines = new ArrayList<>();
    int length = 0;
    for (PastRun run : runs.reversed()) {
      String line = run.line() + "\n";
      length += line.length();
      if (lines.size() == MOST_RUNS || length > MOST_CHARACTERS) {
        break;
      }
      lines.add(line);
    }
    return String.join("", lines.reversed());
  }
}
