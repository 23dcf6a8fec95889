package dev.treeline.payload;

/// How Python writes numbers: alike in `repr` and in `json.dumps`, but for what is not finite.
enum Notation {
  /// As `repr` and `str` do, and so the container's CSV.
  PYTHON("nan", "inf"),
  /// As `json.dumps` does. Strict parsers refuse `NaN` and `Infinity`; Python's and ours read them.
  JSON("NaN", "Infinity");

  private final String notANumber;
  private final String infinity;

  Notation(String notANumber, String infinity) {
    this.notANumber = notANumber;
    this.infinity = infinity;
  }

  /// Appends a number.
  void number(StringBuilder out, double value) {
    if (Double.isFinite(value)) {
      PythonFloat.append(out, value);
    } else if (Double.isNaN(value)) {
      out.append(notANumber);
    } else {
      out.append(value < 0 ? "-" : "").append(infinity);
    }
  }

  /// Appends numbers with a separator between them.
  void numbers(StringBuilder out, String separator, float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (i > from) {
        out.append(separator);
      }
      number(out, values[i]);
    }
  }

  /// Appends `[0.25, 0.75]`.
  void list(StringBuilder out, float[] values, int from, int to) {
    out.append('[');
    numbers(out, ", ", values, from, to);
    out.append(']');
  }

  /// Appends a row's predictions: the number itself, or a list where there are several.
  void row(StringBuilder out, float[] scores, int from, int outputs) {
    if (outputs == 1) {
      number(out, scores[from]);
    } else {
      list(out, scores, from, from + outputs);
    }
  }
}
