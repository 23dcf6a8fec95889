package dev.treeline.monitor;

import dev.treeline.report.Skipped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts what could not be counted: by reason, with the first places. Not thread-safe.
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

  private static final int LONGEST_PLACE = 300;

  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
  private final Map<Reason, List<String>> places = new EnumMap<>(Reason.class);

  /// Counts one.
  ///
  /// @param place file and line, and at most counts and names of the baseline: nothing that was
  ///   captured, see `docs/decisions/009-private-data.md`; cut to 300 characters
  void add(Reason reason, String place) {
    add(reason, 1, List.of(place));
  }

  /// Counts several.
  ///
  /// @param first where the first of them are, as above
  void add(Reason reason, long count, List<String> first) {
    counts.merge(reason, count, Long::sum);
    List<String> kept = places.computeIfAbsent(reason, _ -> new ArrayList<>());
    for (String place : first) {
      if (kept.size() < Skipped.PLACES) {
        kept.add(place.length() > LONGEST_PLACE ? place.substring(0, LONGEST_PLACE) + "…" : place);
      }
    }
  }

  /// What was left out so far, in the order of the reasons.
  List<Skipped> all() {
    return counts.entrySet().stream()
        .map(
            e ->
                new Skipped(
                    e.getKey().words, e.getValue(), places.getOrDefault(e.getKey(), List.of())))
        .toList();
  }
}
