package dev.treeline.report;

import java.util.List;

/// Captured lines or rows that could not be counted, for one reason.
///
/// @param reason why, in a few words
/// @param count how many
/// @param places the first of them, each with what was found there; at most [#PLACES]
public record Skipped(String reason, long count, List<String> places) {
  /// Places kept for one reason.
  public static final int PLACES = 20;

  public Skipped {
    places = List.copyOf(places);
  }

  /// One line for a terminal, such as `2 × input cannot be decoded, first in a.jsonl event e1:
  /// early end`; captured text is in it without control characters.
  public String text() {
    String line = count + " × " + reason;
    return Plain.text(places.isEmpty() ? line : line + ", first in " + places.getFirst());
  }
}
