package dev.treeline.payload;

/// Predictions as text, in the shapes of the SageMaker XGBoost container.
///
/// Every number is the float widened to double, as Python prints it (shortest round trip, `1e-05`,
/// `0.0001`, `1e+16`), so it reads back to the same float.
public final class Predictions {
  private static final int TYPICAL_LENGTH = 24;

  private Predictions() {}

  /// All rows as `{"predictions": [{"score": 0.25}, …]}`; a score is a list when a row has several
  /// predictions. What is not finite is written as Python does: `NaN`, `Infinity`, `-Infinity`.
  ///
  /// @param scores row after row
  /// @param outputs predictions a row, at least 1
  public static String json(float[] scores, int outputs) {
    StringBuilder out = new StringBuilder(32 + scores.length * TYPICAL_LENGTH);
    out.append("{\"predictions\": [");
    for (int from = 0; from < scores.length; from += outputs) {
      out.append(from == 0 ? "{\"score\": " : ", {\"score\": ");
      if (outputs == 1) {
        append(out, scores[from], Notation.JSON);
      } else {
        out.append('[');
        appendAll(out, scores, from, from + outputs, Notation.JSON);
        out.append(']');
      }
      out.append('}');
    }
    return out.append("]}").toString();
  }

  /// All rows as lines, each ended by a newline, predictions of one row separated by commas. What
  /// is not finite is written as `nan`, `inf`, `-inf`.
  ///
  /// @param scores row after row
  /// @param outputs predictions a row, at least 1
  public static String csv(float[] scores, int outputs) {
    StringBuilder out = new StringBuilder(scores.length * TYPICAL_LENGTH);
    for (int from = 0; from < scores.length; from += outputs) {
      appendAll(out, scores, from, from + outputs, Notation.CSV);
      out.append('\n');
    }
    return out.toString();
  }

  /// Appends one row as [#csv] writes it, newline included.
  ///
  /// @param predictions the row's predictions, all of them
  public static void csvRow(StringBuilder out, float[] predictions) {
    appendAll(out, predictions, 0, predictions.length, Notation.CSV);
    out.append('\n');
  }

  /// Appends some numbers as [#csv] writes them, comma-separated, without a newline.
  public static void csvCells(StringBuilder out, float[] values, int from, int to) {
    appendAll(out, values, from, to, Notation.CSV);
  }

  /// Appends some numbers as members of a JSON array, comma-separated, without brackets. What is
  /// not finite is written as in [#json].
  public static void jsonElements(StringBuilder out, float[] values, int from, int to) {
    appendAll(out, values, from, to, Notation.JSON_LINE);
  }

  private static void appendAll(
      StringBuilder out, float[] scores, int from, int to, Notation notation) {
    for (int i = from; i < to; i++) {
      if (i > from) {
        out.append(notation.separator);
      }
      append(out, scores[i], notation);
    }
  }

  private static void append(StringBuilder out, float score, Notation notation) {
    if (Float.isNaN(score)) {
      out.append(notation.notANumber);
    } else if (Float.isInfinite(score)) {
      out.append(score < 0 ? "-" : "").append(notation.infinity);
    } else {
      PythonFloat.append(out, score);
    }
  }

  /// What differs between Python's `json.dumps` and its `repr`.
  private enum Notation {
    JSON(", ", "NaN", "Infinity"),
    JSON_LINE(",", "NaN", "Infinity"),
    CSV(",", "nan", "inf");

    final String separator;
    final String notANumber;
    final String infinity;

    Notation(String separator, String notANumber, String infinity) {
      this.separator = separator;
      this.notANumber = notANumber;
      this.infinity = infinity;
    }
  }
}
