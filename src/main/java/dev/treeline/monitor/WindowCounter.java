package dev.treeline.monitor;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.PlainLine;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.drift.WindowCounts;
import dev.treeline.monitor.SkippedLines.Reason;
import dev.treeline.payload.Row;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.Values;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Counts captured lines into the baseline's cells, and into sketches for SageMaker's statistics.
///
/// Both sides of a line are decoded, each by its own encoding. A row counts when its inputs fit the
/// baseline's features; its outputs are missing when they cannot be read. Whatever does not count
/// is in [SkippedLines], by reason. Not thread-safe: one a thread, then added up, in any order.
final class WindowCounter implements Serializable {
  private final Profile profile;
  private final WindowCounts counts;
  private final ColumnSketch[] inputs;
  private final Versions versions;
  private final SkippedLines skipped;
  // What follows from the profile, and is made anew where this comes out of a checkpoint.
  private final transient FeatureNames features;
  private final transient List<Disclosure.Column> disclosed;
  // Columns whose values are categories that are not shown.
  private final transient boolean[] isToken;
  private final transient HeldNumbers held;
  private final transient Answers answers;
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
    this.features =
        new FeatureNames(profile.features().stream().map(FeatureProfile::name).toList());
    this.disclosed =
        profile.features().stream()
            .map(feature -> profile.disclosure().column(feature.name()))
            .toList();
    this.held = new HeldNumbers(inputs.length);
    this.isToken = new boolean[inputs.length];
    for (int f = 0; f < isToken.length; f++) {
      boolean isOfTexts =
          counts.feature(f).partition() instanceof Values values && !values.isNumeric();
      isToken[f] = isOfTexts && !disclosed.get(f).isShown();
    }
    this.answers = new Answers(profile);
    this.plain = new PlainRequest(features.size());
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
      for (int f = 0; f < inputs.length; f++) {
        offerLone(f);
      }
      counts.endLoneRow();
    } else {
      for (int row = 0; row < rows; row++) {
        for (int f = 0; f < inputs.length; f++) {
          switch (plain.kind(row, f)) {
            case MISSING -> missing(f);
            case INTEGRAL -> number(f, plain.number(row, f), true);
            case FRACTIONAL -> number(f, plain.number(row, f), false);
            case TEXT -> text(f, disclosed.get(f).of(plain.text(row, f)));
          }
        }
        counts.endRow();
      }
      counts.endBody();
    }
    answer(versions.of(line.modelVersion()), plain.answers(), rows, place);
  }

  /// Counts a value of a row that is a body of its own.
  private void offerLone(int f) {
    CellCounts cells = counts.feature(f);
    Row.Kind kind = plain.kind(0, f);
    switch (kind) {
      case MISSING -> {
        cells.addLoneMissing(1);
        inputs[f].addMissing();
      }
      case INTEGRAL, FRACTIONAL -> {
        double number = plain.number(0, f);
        if (isToken[f]) {
          loneText(f, disclosed.get(f).of(number));
        } else if (held.add(f, number, kind == Row.Kind.INTEGRAL)) {
          held.count(f, cells, inputs[f]);
        }
      }
      case TEXT -> loneText(f, disclosed.get(f).of(plain.text(0, f)));
    }
  }

  private void loneText(int f, String text) {
    counts.feature(f).addLoneText(text);
    inputs[f].addText(text);
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
    look(line, new Counting(place));
  }

  /// Notes the places of what is wrong with a line that was counted before.
  void note(CaptureLine line, Place place) {
    look(line, new Noting(place));
  }

  /// What becomes of a line.
  private interface Use {
    Place place();

    void skip(Reason reason, Place at);

    void rows(CaptureLine line, List<Body.Cells> rows, Optional<List<Answer>> answers);
  }

  /// The line counts.
  private final class Counting implements Use {
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
        int[] cells = cells(rows, i, this);
        if (cells.length > 0) {
          fitting++;
          for (int f = 0; f < cells.length; f++) {
            offer(rows.get(i), cells[f], f);
          }
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
  private final class Noting implements Use {
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
        isCounted |= cells(rows, i, this).length > 0;
      }
      if (isCounted && answers.isPresent()) {
        int width = answers.get().getFirst().width();
        versions.of(line.answered().modelVersion()).note(width, place);
      }
    }
  }

  private void look(CaptureLine line, Use use) {
    CaptureLine.Side input = line.input();
    if (input == null) {
      use.skip(Reason.NO_INPUT, use.place());
      return;
    }
    if (lacksData(input, use)) {
      return;
    }
    try {
      List<Body.Cells> rows = Body.of(input, features.size()).rows();
      use.rows(line, rows, answers(line, rows.size(), use));
    } catch (Body.Unreadable _) {
      use.skip(Reason.INPUT_UNREADABLE, use.place());
    }
  }

  /// Whether a side was captured without all of its data, which is then noted: what is left of it
  /// is no body.
  private static boolean lacksData(CaptureLine.Side side, Use use) {
    switch (side.extent()) {
      case WHOLE -> {
        return false;
      }
      case TRUNCATED -> use.skip(Reason.TRUNCATED, use.place());
      case REDACTED -> use.skip(Reason.REDACTED, use.place());
    }
    return true;
  }

  /// Where each feature stands in a row; nothing when the row does not fit, which is then noted.
  private int[] cells(List<Body.Cells> rows, int i, Use use) {
    int[] cells = features.cellsOf(rows.get(i));
    if (cells.length == 0) {
      String where = rows.size() == 1 ? "" : "row " + (i + 1) + ": ";
      use.skip(Reason.WRONG_WIDTH, use.place().with(where + features.problem(rows.get(i))));
    }
    return cells;
  }

  private void offer(Body.Cells row, int cell, int f) {
    Row.Kind kind = cell == FeatureNames.ABSENT ? Row.Kind.MISSING : row.kind(cell);
    switch (kind) {
      case MISSING -> missing(f);
      case INTEGRAL, FRACTIONAL -> number(f, row.number(cell), kind == Row.Kind.INTEGRAL);
      case TEXT -> text(f, disclosed.get(f).of(row.text(cell)));
    }
  }

  private void missing(int f) {
    counts.feature(f).addMissing();
    inputs[f].addMissing();
  }

  /// A number among categories that are not shown is one of them, and becomes a token as they do.
  private void number(int f, double number, boolean isIntegral) {
    if (isToken[f]) {
      text(f, disclosed.get(f).of(number));
      return;
    }
    counts.feature(f).addNumber(number);
    inputs[f].addNumber(number, isIntegral);
  }

  /// From here on, nothing knows a text that is not shown: only its token.
  private void text(int f, String text) {
    counts.feature(f).addText(text);
    inputs[f].addText(text);
  }

  /// What the model answered to each row; empty when that cannot be told, which is then noted.
  private Optional<List<Answer>> answers(CaptureLine line, int rows, Use use) {
    CaptureLine.Side output = line.output();
    if (output == null || lacksData(output, use)) {
      return Optional.empty();
    }
    try {
      List<Answer> found = answers.of(Body.of(output));
      if (found.size() == rows) {
        return rows == 0 ? Optional.empty() : Optional.of(found);
      }
      use.skip(
          Reason.OUTPUT_ROWS_DIFFER,
          use.place().with("found " + found.size() + " rows of output, expected " + rows));
    } catch (Body.Unreadable _) {
      use.skip(Reason.OUTPUT_UNREADABLE, use.place());
    }
    return Optional.empty();
  }

  /// This and another together; neither is to be used any more.
  WindowCounter plus(WindowCounter other) {
    countHeld();
    other.countHeld();
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
    countHeld();
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

  private void countHeld() {
    for (int f = 0; f < inputs.length; f++) {
      held.count(f, counts.feature(f), inputs[f]);
    }
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
