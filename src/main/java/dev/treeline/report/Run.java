package dev.treeline.report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What one run looked at: facts, no judgement.
///
/// @param endpoint whose captures
/// @param variant which of its production variants
/// @param schedule which schedule of the monitor
/// @param window inference times looked for
/// @param seen inference times found, from the first to the last; the window where nothing was
///   found
/// @param files capture files opened
/// @param lines captured lines in them, inside the window and not seen before
/// @param outside lines of other times in the same files
/// @param duplicates lines delivered more than once
/// @param modelVersions who answered, as far as the lines say
/// @param skipped what could not be counted
/// @param passedOver files that were listed and lie in folders of other endpoints or variants; only
///   looked for where there is no file of this one
/// @param others those endpoints and variants, as `endpoint/variant`, at most [#OTHERS]; untrusted
public record Run(
    String endpoint,
    String variant,
    String schedule,
    Window window,
    Window seen,
    long files,
    long lines,
    long outside,
    long duplicates,
    Set<String> modelVersions,
    List<Skipped> skipped,
    long passedOver,
    List<String> others) {
  /// Other endpoints that are named.
  public static final int OTHERS = 5;

  public Run {
    modelVersions = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(modelVersions));
    skipped = List.copyOf(skipped);
    others = List.copyOf(others);
  }

  /// Lines and rows that could not be counted, all reasons together.
  public long skippedCount() {
    return skipped.stream().mapToLong(Skipped::count).sum();
  }

  /// The window with its open ends closed by what was seen.
  public Window closed() {
    return new Window(
        window.hasFrom() ? window.from() : seen.from(), window.hasTo() ? window.to() : seen.to());
  }

  /// Where the captures are that this run did not read, in one clause without control characters;
  /// empty when there are none.
  public String elsewhere() {
    if (others.isEmpty()) {
      return "";
    }
    return Plain.text(
        "found "
            + Figures.things(passedOver, "capture file")
            + " of "
            + String.join(", ", others)
            + ", expected "
            + endpoint
            + "/"
            + variant
            + "; set TREELINE_ENDPOINT (or --endpoint) and TREELINE_VARIANT");
  }
}
