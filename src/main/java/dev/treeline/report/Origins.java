package dev.treeline.report;

import dev.treeline.drift.VersionCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who answered what was captured, and whether that is who the baseline was made for.
///
/// @param versions what each version of the model answered
/// @param digest of the baseline that the window is compared with, as captured lines name the one
///   that their model was deployed with; empty when it has none
/// @param digests lines that name a baseline, by its digest
public record Origins(VersionCounts versions, String digest, SortedMap<String, Long> digests) {
  /// Nothing is known.
  public static final Origins NONE = new Origins(VersionCounts.NONE, "", new TreeMap<>());

  public Origins {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /// What a person should know of it before reading the verdict, a sentence each; no alarm.
  static List<String> notes(Report report) {
    List<String> notes = new ArrayList<>();
    split(report, notes);
    madeWith(report, notes);
    report.origins().otherBaseline(notes);
    return notes;
  }

  private static void split(Report report, List<String> notes) {
    if (report.findings().isSplit()) {
      List<String> rows = new ArrayList<>();
      report
          .findings()
          .versions()
          .forEach(
              (version, count) ->
                  rows.add(Words.version(version) + " (" + Figures.things(count, "row") + ")"));
      notes.add(
          "More than one model version answered in this window, and the prediction is judged for"
              + " each: "
              + String.join(", ", rows)
              + ".");
    } else if (report.run().modelVersions().size() > 1) {
      notes.add(
          "More than one model version answered in this window: "
              + Advice.names(List.copyOf(report.run().modelVersions()))
              + ".");
    }
  }

  private static void madeWith(Report report, List<String> notes) {
    String made = report.profile().modelVersion();
    List<String> others = new ArrayList<>(new TreeSet<>(report.run().modelVersions()));
    others.remove(made);
    if (!made.isEmpty() && !others.isEmpty()) {
      notes.add(
          "The baseline's predictions were made with model version %s, and %s answered: make the"
                  .formatted(made, Advice.names(others))
              + " baseline anew with the model that is deployed.");
    }
  }

  private void otherBaseline(List<String> notes) {
    Map<String, Long> others = new TreeMap<>(digests);
    others.remove(digest);
    long lines = others.values().stream().mapToLong(Long::longValue).sum();
    if (!digest.isEmpty() && lines > 0) {
      notes.add(
          "%s of a model that was deployed with another baseline (digest %s) than the one that this"
                  .formatted(
                      Figures.things(lines, "captured line") + (lines == 1 ? " is" : " are"),
                      Advice.names(List.copyOf(others.keySet())))
              + " window is compared with (digest "
              + digest
              + ").");
    }
  }
}
