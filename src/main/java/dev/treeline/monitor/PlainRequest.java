package dev.treeline.monitor;

import dev.treeline.capture.PlainLine;
import dev.treeline.payload.PlainCsv;
import dev.treeline.payload.Row;
import java.util.ArrayList;
import java.util.List;

/// Reads a plain line's request and reply without decoding them: the way of most lines.
///
/// What is not as plain as it looks (columns by another number than the baseline's features, a
/// reply with text in it or of another number of rows) is left to [WindowCounter]'s other way,
/// which says what is wrong with it. Both count the same. Not thread-safe.
final class PlainRequest {
  private final int features;
  private final PlainCsv input = new PlainCsv();
  private final PlainCsv output = new PlainCsv();
  private boolean hasOutput;

  PlainRequest(int features) {
    this.features = features;
  }

  /// Reads a line, whose bytes must stay as they are until it is counted.
  ///
  /// @return whether it can be counted
  boolean read(PlainLine line) {
    hasOutput = line.hasOutput();
    return input.read(line.bytes(), line.inputStart(), line.inputEnd())
        && input.width() == features
        && (!hasOutput
            || (output.read(line.bytes(), line.outputStart(), line.outputEnd())
                && output.rows() == input.rows()
                && !output.hasText()));
  }

  int rows() {
    return input.rows();
  }

  /// What a cell of the request holds.
  Row.Kind kind(int row, int column) {
    return input.kind(row, column);
  }

  /// A cell of the request as a number; `NaN` when it is missing or text.
  double number(int row, int column) {
    return input.number(row, column);
  }

  /// A cell's characters.
  String text(int row, int column) {
    return input.text(row, column);
  }

  /// Whether a cell of the request holds text.
  boolean hasText() {
    return input.hasText();
  }

  /// Copies the first row of the request, see [PlainCsv#copyRow].
  void copyRow(double[] numbers, byte[] kinds, int at) {
    input.copyRow(0, numbers, kinds, at);
  }

  /// What the model answered, row by row; none when the line does not say.
  List<Answer> answers() {
    if (!hasOutput) {
      return List.of();
    }
    if (output.width() == 1 && output.rows() == 1) {
      return List.of(Answer.ofOne(output.number(0, 0)));
    }
    List<Answer> answers = new ArrayList<>(output.rows());
    for (int row = 0; row < output.rows(); row++) {
      double[] values = new double[output.width()];
      for (int column = 0; column < values.length; column++) {
        values[column] = output.number(row, column);
      }
      answers.add(Answer.ofAll(values));
    }
    return answers;
  }
}
