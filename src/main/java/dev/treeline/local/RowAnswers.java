package dev.treeline.local;

/// What is said of the rows of a file, a line a row. Serves every thread.
interface RowAnswers {
  /// About how many numbers a line holds: says how many rows fit into memory.
  long width();

  /// The line that stands before all others; empty for none.
  String heading();

  /// The line of a row that could not be taken.
  String none();

  /// Works on some rows.
  ///
  /// @param rows `count` rows in model order
  Lines of(float[] rows, int count);

  /// The answers to some rows. Serves one thread.
  @FunctionalInterface
  interface Lines {
    /// Appends a row's line, without a newline.
    ///
    /// @param row from 0
    void append(StringBuilder out, int row);
  }
}
