package dev.treeline.monitor;

import dev.treeline.capture.CaptureFile;
import dev.treeline.report.Skipped;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts what could not be counted: by reason, with the first places by file and line. Not
/// thread-safe: one a thread, then added up, in any order.
final class SkippedLines implements Serializable {
  /// Why a line or one of its rows was left out.
  enum Reason {
    NOT_A_CAPTURE_LINE("not a capture line"),
    NO_INPUT("line holds no input"),
    TRUNCATED("line was cut when it was captured"),
    REDACTED("line was captured without its data"),
    INPUT_UNREADABLE("input cannot be decoded"),
    WRONG_WIDTH("row has other columns than the baseline"),
    OUTPUT_UNREADABLE("output cannot be decoded"),
    OUTPUT_ROWS_DIFFER("output has another number of rows than the input"),
    OUTPUT_WIDTH_DIFFERS("output has another number of values than most");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
  private final Map<Reason, Places> places = new EnumMap<>(Reason.class);

  /// Counts one.
  void add(Reason reason, Place place) {
    add(reason, 1);
    note(reason, place);
  }

  /// Counts what could not be read. Why a line is none holds words of it, which are not to be told.
  void add(CaptureFile.Problem problem) {
    String told = problem.damage() ? problem.reason() : "";
    add(Reason.NOT_A_CAPTURE_LINE, new Place(problem.file(), problem.line(), told));
  }

  /// Counts several, whose places are noted apart.
  void add(Reason reason, long count) {
    counts.merge(reason, count, Long::sum);
  }

  /// Notes a place without counting: where a line that was counted before was delivered again, so
  /// that it does not matter which of its copies was read first.
  void note(Reason reason, Place place) {
    of(reason).offer(place);
  }

  /// The places of a reason.
  Places of(Reason reason) {
    return places.computeIfAbsent(reason, _ -> new Places());
  }

  /// Takes what another has counted.
  void add(SkippedLines other) {
    other.counts.forEach((reason, count) -> counts.merge(reason, count, Long::sum));
    other.places.forEach((reason, kept) -> of(reason).offer(kept));
  }

  /// What was left out so far, in the order of the reasons.
  List<Skipped> all() {
    return counts.entrySet().stream()
        .map(e -> new Skipped(e.getKey().words, e.getValue(), of(e.getKey()).texts()))
        .toList();
  }
}
