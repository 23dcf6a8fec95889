package dev.treeline.local;

/// Rows of numbers in memory, one after the other, `NaN` where a value is missing.
interface Rows {
  int count();

  /// Values a row has.
  int width();

  /// All values, row by row; not a copy.
  float[] values();

  /// Copies one row.
  default void fill(int row, float[] into) {
    System.arraycopy(values(), row * width(), into, 0, width());
  }
}
