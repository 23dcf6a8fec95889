package dev.treeline.monitor;

import dev.treeline.capture.CaptureLine;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.monitor.SkippedLines.Reason;
import java.util.List;
import java.util.Optional;

/// Looks at a decoded line: the rows that it holds, what the model answered to each of them, and
/// what is wrong with it. Both sides are decoded, each by its own encoding.
final class LineLook {
  private final FeatureNames features;
  private final Answers answers;

  LineLook(Profile profile) {
    this.features =
        new FeatureNames(profile.features().stream().map(FeatureProfile::name).toList());
    this.answers = new Answers(profile);
  }

  /// What becomes of a line.
  interface Use {
    /// Where the line is.
    Place place();

    /// Takes what is wrong with the line or a row of it.
    void skip(Reason reason, Place at);

    /// Takes the rows of a line that can be read.
    ///
    /// @param answers one a row; empty where the line does not say or cannot be understood, which
    ///   is skipped then
    void rows(CaptureLine line, List<Body.Cells> rows, Optional<List<Answer>> answers);
  }

  /// Looks at a line.
  void at(CaptureLine line, Use use) {
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

  /// Where each feature stands in a row; nothing when the row does not fit, which is then noted.
  int[] cells(List<Body.Cells> rows, int i, Use use) {
    int[] cells = features.cellsOf(rows.get(i));
    if (cells.length == 0) {
      String where = rows.size() == 1 ? "" : "row " + (i + 1) + ": ";
      use.skip(Reason.WRONG_WIDTH, use.place().with(where + features.problem(rows.get(i))));
    }
    return cells;
  }
}
