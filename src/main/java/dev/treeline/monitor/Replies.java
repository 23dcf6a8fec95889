package dev.treeline.monitor;

import dev.treeline.drift.Profile;
import dev.treeline.drift.WindowCounts;
import dev.treeline.monitor.SkippedLines.Reason;
import dev.treeline.report.Skipped;
import dev.treeline.sketch.ColumnSketch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the model answered in a window, kept apart by how many values a reply has: only at the end
/// it is known how many most have. Those count; the outputs of the others are missing, and noted.
/// Not thread-safe.
final class Replies implements Serializable {
  /// Widths that are kept apart; a reply of yet another one cannot be of the many.
  private static final int MOST_WIDTHS = 8;

  private static final int OTHER_WIDTH = -1;

  private final Profile profile;
  private final Map<Integer, Kept> byWidth = new LinkedHashMap<>();
  private long rows;

  Replies(Profile profile) {
    this.profile = profile;
  }

  /// Counts one body.
  ///
  /// @param answers one a row, empty where there is none; all of them as wide
  /// @param place the file and the event, for messages
  void add(List<Optional<Answer>> answers, String place) {
    answers.stream().flatMap(Optional::stream).findFirst().ifPresent(a -> note(a.width(), place));
    for (Optional<Answer> answer : answers) {
      byWidth.values().forEach(kept -> kept.add(answer));
      rows++;
    }
    byWidth.values().forEach(Kept::endBody);
  }

  private void note(int width, String place) {
    boolean isKept = byWidth.containsKey(width) || byWidth.size() < MOST_WIDTHS;
    byWidth
        .computeIfAbsent(isKept ? width : OTHER_WIDTH, Kept::new)
        .note(place + ": found " + width + (width == 1 ? " value" : " values"));
  }

  /// The replies that are as wide as most are, by rows; of as many, the first.
  ///
  /// @param skipped receives the others
  Kept most(SkippedLines skipped) {
    Kept most = new Kept(0);
    for (Kept kept : byWidth.values()) {
      most = kept.answered > most.answered ? kept : most;
    }
    String expected = ", expected " + most.width + " as in most replies";
    for (Kept kept : byWidth.values()) {
      if (kept != most) {
        List<String> places = kept.places.stream().map(place -> place + expected).toList();
        skipped.add(Reason.OUTPUT_WIDTH_DIFFERS, kept.bodies, places);
      }
    }
    return most;
  }

  /// Replies of one width; every other row's outputs are missing here.
  final class Kept implements Serializable {
    private final int width;
    private final WindowCounts counts = WindowCounts.of(profile);
    private final List<ColumnSketch> values;
    private final List<ColumnSketch> watched;
    private final List<String> places = new ArrayList<>();
    private long bodies;
    private long answered;

    private Kept(int width) {
      this.width = width;
      values = Stream.generate(ColumnSketch::forWindow).limit(Math.max(0, width)).toList();
      watched =
          Stream.generate(ColumnSketch::forWindow).limit(profile.predictions().size()).toList();
      // Earlier rows had no reply of this width; how they came together is not kept.
      for (long row = 0; row < rows; row++) {
        addMissing();
        endBody();
      }
    }

    private void note(String place) {
      bodies++;
      if (places.size() < Skipped.PLACES) {
        places.add(place);
      }
    }

    private void add(Optional<Answer> answer) {
      answer
          .filter(a -> a.width() == width)
          .ifPresentOrElse(
              a -> {
                answered++;
                add(a);
              },
              this::addMissing);
    }

    private void add(Answer answer) {
      for (int p = 0; p < watched.size(); p++) {
        String name = profile.predictions().get(p).name();
        counts.prediction(p).addNumber(answer.of(name));
        watched.get(p).addNumber(answer.of(name), name.equals(Outputs.CLASS));
      }
      for (int v = 0; v < width; v++) {
        values.get(v).addNumber(answer.value(v), false);
      }
    }

    private void addMissing() {
      for (int p = 0; p < watched.size(); p++) {
        counts.prediction(p).addMissing();
        watched.get(p).addMissing();
      }
      values.forEach(ColumnSketch::addMissing);
    }

    private void endBody() {
      for (int p = 0; p < watched.size(); p++) {
        counts.prediction(p).endCluster();
      }
    }

    /// The outputs in the baseline's cells; no features, no rows.
    WindowCounts counts() {
      return counts;
    }

    /// One sketch a value, in the model's order; none when no reply could be read.
    List<ColumnSketch> values() {
      return values;
    }

    /// One sketch for each of the profile's predictions.
    List<ColumnSketch> watched() {
      return watched;
    }
  }
}
