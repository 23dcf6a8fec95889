package dev.treeline.monitor;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.PlainLine;
import dev.treeline.drift.Profile;
import dev.treeline.drift.WindowCounts;
import dev.treeline.monitor.SkippedLines.Reason;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Counts captured lines into the baseline's cells, and into sketches for SageMaker's statistics.
///
/// A row counts when its inputs fit the baseline's features; its outputs are missing when they
/// cannot be read. Whatever does not count is in [SkippedLines], by reason. Not thread-safe: one a
/// thread, then added up, in any order.
final class WindowCounter implements Serializable {
  private final Profile profile;
  private final WindowCounts counts;
  private final ColumnSketch[] inputs;
  private final Versions versions;
  private final SkippedLines skipped;
  // What follows from the profile, and is made anew where this comes out of a checkpoint.
  private final transient InputColumns columns;
  private final transient LineLook look;
  private final transient PlainRequest plain;

  WindowCounter(Profile profile, SkippedLines skipped) {
    this(profile, WindowCounts.of(profile), empty(profile), new Versions(profile), skipped);
  }

  private WindowCounter(
      Profile profile,
      WindowCounts counts,
      ColumnSketch[] inputs,
      Versions versions,
      SkippedLines skipped) {
    this.profile = profile;
    this.counts = counts;
    this.inputs = inputs;
    this.versions = versions;
    this.skipped = skipped;
    this.columns = new InputColumns(profile, counts, inputs);
    this.look = new LineLook(profile);
    this.plain = new PlainRequest(inputs.length);
  }

  private static ColumnSketch[] empty(Profile profile) {
    return Stream.generate(ColumnSketch::forWindow)
        .limit(profile.features().size())
        .toArray(ColumnSketch[]::new);
  }

  /// Out of a [Checkpoint], which puts the profile in its place.
  private Object readResolve() {
    return new WindowCounter(profile, counts, inputs, versions, skipped);
  }

  /// Reads a plain line and counts nothing yet.
  ///
  /// @return false where the line has to be decoded after all
  boolean read(PlainLine line) {
    return plain.read(line);
  }

  /// Counts the line that was read last.
  void countRead(PlainLine line, Place place) {
    int rows = plain.rows();
    if (rows == 1) {
      columns.addLone(plain);
      counts.endLoneRow();
    } else {
      for (int row = 0; row < rows; row++) {
        columns.add(plain, row);
        counts.endRow();
      }
      counts.endBody();
    }
    answer(versions.of(line.modelVersion()), plain.answers(), rows, place);
  }

  /// Notes places of the line that was read last, which was counted before.
  void noteRead(PlainLine line, Place place) {
    List<Answer> found = plain.answers();
    if (!found.isEmpty()) {
      versions.of(line.modelVersion()).note(found.getFirst().width(), place);
    }
  }

  private static void answer(Replies replies, List<Answer> answers, int rows, Place place) {
    if (answers.isEmpty()) {
      replies.addMissing(rows);
    } else {
      replies.add(answers, place);
    }
  }

  /// Counts one line.
  void count(CaptureLine line, Place place) {
    look.at(line, new Counting(place));
  }

  /// Notes the places of what is wrong with a line that was counted before.
  void note(CaptureLine line, Place place) {
    look.at(line, new Noting(place));
  }

  /// The line counts.
  private final class Counting implements LineLook.Use {
    private final Place place;

    Counting(Place place) {
      this.place = place;
    }

    @Override
    public Place place() {
      return place;
    }

    @Override
    public void skip(Reason reason, Place at) {
      skipped.add(reason, at);
    }

    @Override
    public void rows(CaptureLine line, List<Body.Cells> rows, Optional<List<Answer>> answers) {
      List<Answer> counted = new ArrayList<>();
      int fitting = 0;
      for (int i = 0; i < rows.size(); i++) {
        int[] cells = look.cells(rows, i, this);
        if (cells.length > 0) {
          fitting++;
          columns.add(rows.get(i), cells);
          int at = i;
          answers.ifPresent(a -> counted.add(a.get(at)));
          counts.endRow();
        }
      }
      counts.endBody();
      if (fitting > 0) {
        answer(versions.of(line.answered().modelVersion()), counted, fitting, place);
      }
    }
  }

  /// The line was counted before.
  private final class Noting implements LineLook.Use {
    private final Place place;

    Noting(Place place) {
      this.place = place;
    }

    @Override
    public Place place() {
      return place;
    }

    @Override
    public void skip(Reason reason, Place at) {
      skipped.note(reason, at);
    }

    @Override
    public void rows(CaptureLine line, List<Body.Cells> rows, Optional<List<Answer>> answers) {
      boolean isCounted = false;
      for (int i = 0; i < rows.size(); i++) {
        isCounted |= look.cells(rows, i, this).length > 0;
      }
      if (isCounted && answers.isPresent()) {
        int width = answers.get().getFirst().width();
        versions.of(line.answered().modelVersion()).note(width, place);
      }
    }
  }

  /// This and another together; neither is to be used any more.
  WindowCounter plus(WindowCounter other) {
    columns.countHeld();
    other.columns.countHeld();
    ColumnSketch[] both = new ColumnSketch[inputs.length];
    for (int f = 0; f < both.length; f++) {
      both[f] = inputs[f].plus(other.inputs[f]);
    }
    versions.add(other.versions);
    skipped.add(other.skipped);
    return new WindowCounter(profile, counts.plus(other.counts), both, versions, skipped);
  }

  /// Everything counted; to be called once, after the last line.
  Counted end() {
    columns.countHeld();
    Replies.Kept most = versions.all().most(skipped);
    for (int f = 0; f < inputs.length; f++) {
      inputs[f].spreadAs(counts.feature(f));
    }
    return new Counted(
        counts.withPredictions(most.counts()),
        List.of(inputs),
        most.values(),
        most.watched(),
        versions.counts());
  }

  /// A window.
  ///
  /// @param counts in the baseline's cells
  /// @param inputs one sketch a feature, in the baseline's order
  /// @param outputs one sketch for each value of a reply, in the model's order; none when no reply
  ///   could be read
  /// @param watched one sketch for each of the profile's predictions, in its order
  /// @param versions the outputs of each version of the model in the baseline's cells, by the
  ///   version's name, which is empty where lines do not say; see [Versions]
  record Counted(
      WindowCounts counts,
      List<ColumnSketch> inputs,
      List<ColumnSketch> outputs,
      List<ColumnSketch> watched,
      Map<String, List<CellCounts>> versions) {}
}
