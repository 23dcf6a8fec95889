package dev.treeline.report;

import java.util.List;

/// Captured lines or rows that could not be counted, for one reason.
///
/// @param reason why, in a few words
/// @param count how many
/// @param places the first of them: file and line, never what stands there; at most [#PLACES]
public record Skipped(String reason, long count, List<String> places) {
  /// Places kept for one reason.
  public static final int PLACES = 20;

  public Skipped {
    places = List.copyOf(places);
  }

  /// One line for a terminal, such as `2 × input cannot be decoded, first in a.jsonl:7`; names of
  /// files are in it without control characters.
  public String text() {
    String line = count + " × " + reason;
    return Plain.text(places.isEmpty() ? line : line + ", first in " + places.getFirst());
  }
}
