package dev.treeline.monitor;

import dev.treeline.drift.Disclosure;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.drift.WindowCounts;
import dev.treeline.payload.Row;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.NumberBlock;
import dev.treeline.sketch.Values;
import java.util.List;

/// The columns of the requests: every value goes into the baseline's cells and into a sketch, as
/// far as it may be told. Not thread-safe.
final class InputColumns {
  private final WindowCounts counts;
  private final ColumnSketch[] sketches;
  private final List<Disclosure.Column> disclosed;
  // Columns whose values are categories that are not shown.
  private final boolean[] isToken;
  private final HeldRows held;

  /// @param counts receives the values
  /// @param sketches receive them too, one a feature
  InputColumns(Profile profile, WindowCounts counts, ColumnSketch[] sketches) {
    this.counts = counts;
    this.sketches = sketches;
    this.disclosed =
        profile.features().stream()
            .map(FeatureProfile::name)
            .map(profile.disclosure()::column)
            .toList();
    this.held = new HeldRows(sketches.length);
    this.isToken = new boolean[sketches.length];
    for (int f = 0; f < isToken.length; f++) {
      boolean isOfTexts =
          counts.feature(f).partition() instanceof Values values && !values.isNumeric();
      isToken[f] = isOfTexts && !disclosed.get(f).isShown();
    }
  }

  /// Counts a row of the line that was read last, which is one of several in a body.
  void add(PlainRequest line, int row) {
    for (int f = 0; f < sketches.length; f++) {
      switch (line.kind(row, f)) {
        case MISSING -> missing(f);
        case INTEGRAL -> number(f, line.number(row, f), true);
        case FRACTIONAL -> number(f, line.number(row, f), false);
        case TEXT -> text(f, line.text(row, f));
      }
    }
  }

  /// Counts a decoded row.
  ///
  /// @param cells where each feature stands in it, see [FeatureNames]
  void add(Body.Cells row, int[] cells) {
    for (int f = 0; f < cells.length; f++) {
      int cell = cells[f];
      Row.Kind kind = cell == FeatureNames.ABSENT ? Row.Kind.MISSING : row.kind(cell);
      switch (kind) {
        case MISSING -> missing(f);
        case INTEGRAL, FRACTIONAL -> number(f, row.number(cell), kind == Row.Kind.INTEGRAL);
        case TEXT -> text(f, row.text(cell));
      }
    }
  }

  private void missing(int f) {
    counts.feature(f).addMissing();
    sketches[f].addMissing();
  }

  /// A number among categories that are not shown is one of them, and becomes a token as they do.
  private void number(int f, double number, boolean isIntegral) {
    if (isToken[f]) {
      told(f, disclosed.get(f).of(number));
      return;
    }
    counts.feature(f).addNumber(number);
    sketches[f].addNumber(number, isIntegral);
  }

  private void text(int f, String text) {
    told(f, disclosed.get(f).of(text));
  }

  /// From here on, nothing knows a text that is not shown: only its token.
  private void told(int f, String text) {
    counts.feature(f).addText(text);
    sketches[f].addText(text);
  }

  /// Counts the row of the line that was read last, which is a body of its own; now or later, see
  /// [#countHeld()].
  void addLone(PlainRequest line) {
    if (line.hasText()) {
      for (int f = 0; f < sketches.length; f++) {
        if (line.kind(0, f) == Row.Kind.TEXT) {
          toldAlone(f, disclosed.get(f).of(line.text(0, f)));
        }
      }
    }
    if (held.add(line)) {
      countHeld();
    }
  }

  private void toldAlone(int f, String text) {
    counts.feature(f).addLoneText(text);
    sketches[f].addText(text);
  }

  /// Counts what is held back.
  void countHeld() {
    for (int f = 0; f < sketches.length; f++) {
      CellCounts cells = counts.feature(f);
      NumberBlock numbers = held.gather(f);
      if (held.missing() > 0) {
        cells.addLoneMissing(held.missing());
        sketches[f].addMissing(held.missing());
      }
      if (isToken[f]) {
        for (int i = 0; i < numbers.size(); i++) {
          toldAlone(f, disclosed.get(f).of(numbers.number(i)));
        }
      } else {
        cells.addLone(numbers);
        sketches[f].add(numbers);
      }
    }
    held.clear();
  }
}
