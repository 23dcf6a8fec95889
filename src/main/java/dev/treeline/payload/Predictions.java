package dev.treeline.payload;

/// Numbers as the cells of CSV and the members of JSON arrays.
///
/// Every number is the float widened to double, as Python prints it (shortest round trip, `1e-05`,
/// `0.0001`, `1e+16`), so it reads back to the same float.
public final class Predictions {
  private Predictions() {}

  /// All rows in the container's JSON, as [ContainerReply#write] writes them.
  ///
  /// @param scores row after row
  /// @param outputs predictions a row, at least 1
  public static String json(float[] scores, int outputs) {
    StringBuilder out = new StringBuilder();
    ContainerReply.json(out, scores, outputs);
    return out.toString();
  }

  /// All rows in the container's CSV, as [ContainerReply#write] writes them.
  ///
  /// @param scores row after row
  /// @param outputs predictions a row, at least 1
  public static String csv(float[] scores, int outputs) {
    StringBuilder out = new StringBuilder();
    ContainerReply.csv(out, scores, outputs);
    return out.toString();
  }

  /// Appends one row as [#csv] writes it, newline included.
  ///
  /// @param predictions the row's predictions, all of them
  public static void csvRow(StringBuilder out, float[] predictions) {
    csvCells(out, predictions, 0, predictions.length);
    out.append('\n');
  }

  /// Appends some numbers as [#csv] writes them, comma-separated, without a newline.
  public static void csvCells(StringBuilder out, float[] values, int from, int to) {
    Notation.PYTHON.numbers(out, ",", values, from, to);
  }

  /// Appends some numbers as members of a JSON array, comma-separated, without brackets. What is
  /// not finite is written as in [#json].
  public static void jsonElements(StringBuilder out, float[] values, int from, int to) {
    Notation.JSON.numbers(out, ",", values, from, to);
  }
}
