package dev.treeline.monitor;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;

/// Numbers of rows that are bodies of their own, held back until there are enough of a column to
/// count them together: what one column is counted into then stays in the processor's caches, which
/// that of all columns together does not. Their order does not matter. Not thread-safe.
final class HeldNumbers {
  private static final int ENOUGH = 256;

  private final double[][] numbers;
  private final int[] sizes;
  private final int[] integral;

  HeldNumbers(int columns) {
    numbers = new double[columns][ENOUGH];
    sizes = new int[columns];
    integral = new int[columns];
  }

  /// Takes a number, not `NaN`.
  ///
  /// @return whether the column is to be counted now, by [#count]
  boolean add(int column, double number, boolean isIntegral) {
    int size = sizes[column];
    numbers[column][size] = number;
    sizes[column] = size + 1;
    integral[column] += isIntegral ? 1 : 0;
    return size + 1 == ENOUGH;
  }

  /// Counts what is held of a column, which is then empty.
  void count(int column, CellCounts counts, ColumnSketch sketch) {
    counts.addLoneNumbers(numbers[column], sizes[column]);
    sketch.addNumbers(numbers[column], sizes[column], integral[column]);
    sizes[column] = 0;
    integral[column] = 0;
  }
}
