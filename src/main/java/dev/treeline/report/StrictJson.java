package dev.treeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.drift.ColumnRule.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Collects all that is wrong with a file that a person wrote, so that one look mends it.
final class StrictJson {
  private static final int LONGEST_QUOTE = 60;

  private final String file;
  private final List<String> problems = new ArrayList<>();

  StrictJson(String file) {
    this.file = file;
  }

  /// Whether a value is an object. Keys that it should not have are noted.
  boolean isObject(String place, JsonNode value, List<String> keys) {
    if (!value.isObject()) {
      wrong(place, value, "an object");
      return false;
    }
    for (String key : (Iterable<String>) value::fieldNames) {
      if (!keys.contains(key)) {
        note(place, "the key \"" + key + "\"", "one of " + String.join(", ", keys));
      }
    }
    return true;
  }

  /// A number within a range; nothing when it is absent or, which is noted, something else.
  OptionalDouble number(String place, JsonNode value, Range range) {
    if (value.isMissingNode()) {
      return OptionalDouble.empty();
    }
    if (value.isNumber() && range.contains(value.doubleValue())) {
      return OptionalDouble.of(value.doubleValue());
    }
    boolean isAny = range.min() == Double.NEGATIVE_INFINITY;
    wrong(
        place,
        value,
        isAny
            ? "a number"
            : "a number from %s to %s".formatted(Figures.of(range.min()), Figures.of(range.max())));
    return OptionalDouble.empty();
  }

  /// Notes a value that cannot be used.
  void wrong(String place, JsonNode found, String expected) {
    String text = found.isMissingNode() ? "nothing" : found.toString();
    note(
        place,
        text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text,
        expected);
  }

  private void note(String place, String found, String expected) {
    problems.add(file + " " + place + ": found " + found + ", expected " + expected);
  }

  /// Refuses the file if anything was noted.
  void refuseProblems() {
    if (!problems.isEmpty()) {
      throw new ReportFormatException(problems);
    }
  }
}
