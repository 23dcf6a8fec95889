package dev.treeline.payload;

/// One row of a body, as the decoder shows it to its sink: valid only until the sink returns.
///
/// A cell is missing (empty, `null`, `NaN`), a number, or text. Numbers are parsed when asked for,
/// from the text that the caller sent, so that a float is the float nearest to that text. Positions
/// count from 0. Not thread-safe.
public interface Row {
  /// What a cell holds.
  enum Kind {
    /// Absent, empty, `null` or `NaN`.
    MISSING,
    /// A decimal number without fraction or exponent, such as `3` or `-12`.
    INTEGRAL,
    /// Any other number, such as `3.0`, `1e5` or `Infinity`.
    FRACTIONAL,
    /// Anything else; `true` and `false` too.
    TEXT
  }

  /// Cells in this row.
  int width();

  /// What the cell at this position holds.
  Kind kind(int column);

  /// The cell as XGBoost would read it: nearest float32 of its text, `NaN` when missing.
  ///
  /// @throws PayloadException if the cell is text
  float floatAt(int column);

  /// The cell as the nearest double of its text, `NaN` when missing.
  ///
  /// @throws PayloadException if the cell is text
  double doubleAt(int column);

  /// The cell's text as sent, without quotes; empty when missing.
  String textAt(int column);

  /// Whether the cells have names, by a header line or as an object's keys; a name may be empty.
  /// False for a row without cells.
  boolean named();

  /// The cell's name: from a header line or an object's key; empty when the body names nothing.
  String nameAt(int column);

  /// Where this row's cell stands in the body, for messages: `$.inputs[0][2]`, `row 3, column 2`.
  /// Rows of text count from 1, the header line included.
  String place(int column);

  /// Where this row stands in the body, for messages: `$.inputs[0]`, `row 3`.
  String place();
}
