package dev.treeline.monitor;

import dev.treeline.capture.CaptureLine;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.drift.WindowCounts;
import dev.treeline.monitor.SkippedLines.Reason;
import dev.treeline.payload.Row;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Values;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Counts captured lines into the baseline's cells, and into sketches for SageMaker's statistics.
///
/// Both sides of a line are decoded, each by its own encoding. A row counts when its inputs fit the
/// baseline's features; its outputs are missing when they cannot be read. Whatever does not count
/// is in [SkippedLines], by reason. Not thread-safe.
final class WindowCounter implements Serializable {
  private final Profile profile;
  private final FeatureNames features;
  private final WindowCounts counts;
  private final List<ColumnSketch> inputs;
  private transient List<Disclosure.Column> disclosed;
  private final Answers answers;
  private final Replies replies;
  private final SkippedLines skipped;

  WindowCounter(Profile profile, SkippedLines skipped) {
    this.profile = profile;
    this.features =
        new FeatureNames(profile.features().stream().map(FeatureProfile::name).toList());
    this.counts = WindowCounts.of(profile);
    this.inputs = Stream.generate(ColumnSketch::forWindow).limit(features.size()).toList();
    this.disclosed = disclosed(profile);
    this.answers = new Answers(profile);
    this.replies = new Replies(profile);
    this.skipped = skipped;
  }

  private static List<Disclosure.Column> disclosed(Profile profile) {
    return profile.features().stream()
        .map(feature -> profile.disclosure().column(feature.name()))
        .toList();
  }

  /// Out of a [Checkpoint], which puts the profile in its place: what follows from it is made anew.
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    disclosed = disclosed(profile);
  }

  /// Counts one line.
  ///
  /// @param place the file and the event; what stands in the body is never part of it
  void count(CaptureLine line, String place) {
    CaptureLine.Side input = line.input();
    if (input == null) {
      skipped.add(Reason.NO_INPUT, place);
      return;
    }
    if (lacksData(input, place)) {
      return;
    }
    try {
      List<Body.Cells> rows = Body.of(input, features.size()).rows();
      count(rows, answers(line, rows.size(), place), place);
    } catch (Body.Unreadable _) {
      skipped.add(Reason.INPUT_UNREADABLE, place);
    }
  }

  /// Whether a side was captured without all of its data, which is then noted: what is left of it
  /// is no body.
  private boolean lacksData(CaptureLine.Side side, String place) {
    switch (side.extent()) {
      case WHOLE -> {
        return false;
      }
      case TRUNCATED -> skipped.add(Reason.TRUNCATED, place);
      case REDACTED -> skipped.add(Reason.REDACTED, place);
    }
    return true;
  }

  private void count(List<Body.Cells> rows, Optional<List<Answer>> answers, String place) {
    List<Optional<Answer>> counted = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Body.Cells row = rows.get(i);
      int[] cells = features.cellsOf(row);
      if (cells.length == 0) {
        skipped.add(Reason.WRONG_WIDTH, place + " row " + (i + 1) + ": " + features.problem(row));
        continue;
      }
      for (int f = 0; f < cells.length; f++) {
        offer(row, cells[f], f);
      }
      int at = i;
      counted.add(answers.map(a -> a.get(at)));
      counts.endRow();
    }
    counts.endBody();
    replies.add(counted, place);
  }

  private void offer(Body.Cells row, int cell, int f) {
    Row.Kind kind = cell == FeatureNames.ABSENT ? Row.Kind.MISSING : row.kind(cell);
    switch (kind) {
      case MISSING -> {
        counts.feature(f).addMissing();
        inputs.get(f).addMissing();
      }
      case INTEGRAL, FRACTIONAL -> number(f, row.number(cell), kind == Row.Kind.INTEGRAL);
      case TEXT -> text(f, disclosed.get(f).of(row.text(cell)));
    }
  }

  /// A number among categories that are not shown is one of them, and becomes a token as they do.
  private void number(int f, double number, boolean isIntegral) {
    CellCounts cells = counts.feature(f);
    if (!disclosed.get(f).isShown() && isOfTexts(cells.partition())) {
      text(f, disclosed.get(f).of(number));
      return;
    }
    cells.addNumber(number);
    inputs.get(f).addNumber(number, isIntegral);
  }

  private static boolean isOfTexts(Partition partition) {
    return partition instanceof Values values && !values.isNumeric();
  }

  /// From here on, nothing knows a text that is not shown: only its token.
  private void text(int f, String text) {
    counts.feature(f).addText(text);
    inputs.get(f).addText(text);
  }

  /// What the model answered to each row; empty when that cannot be told, which is then noted.
  private Optional<List<Answer>> answers(CaptureLine line, int rows, String place) {
    CaptureLine.Side output = line.output();
    if (output == null || lacksData(output, place)) {
      return Optional.empty();
    }
    try {
      List<Answer> found = answers.of(Body.of(output));
      if (found.size() != rows) {
        skipped.add(
            Reason.OUTPUT_ROWS_DIFFER,
            place + ": found " + found.size() + " rows of output, expected " + rows);
        return Optional.empty();
      }
      return Optional.of(found);
    } catch (Body.Unreadable _) {
      skipped.add(Reason.OUTPUT_UNREADABLE, place);
      return Optional.empty();
    }
  }

  /// Everything counted; to be called once, after the last line.
  Counted end() {
    Replies.Kept most = replies.most(skipped);
    return new Counted(counts.plus(most.counts()), inputs, most.values(), most.watched());
  }

  /// A window.
  ///
  /// @param counts in the baseline's cells
  /// @param inputs one sketch a feature, in the baseline's order
  /// @param outputs one sketch for each value of a reply, in the model's order; none when no reply
  ///   could be read
  /// @param watched one sketch for each of the profile's predictions, in its order
  record Counted(
      WindowCounts counts,
      List<ColumnSketch> inputs,
      List<ColumnSketch> outputs,
      List<ColumnSketch> watched) {}
}
