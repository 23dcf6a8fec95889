package dev.treeline.monitor;

import dev.treeline.payload.PlainCsv;
import dev.treeline.sketch.NumberBlock;

/// Rows that are bodies of their own, held back until there are enough to count them column by
/// column: what one column is counted into then stays in the processor's caches, which that of all
/// columns together does not. Their order does not matter. Not thread-safe.
final class HeldRows {
  private static final int ENOUGH = NumberBlock.MOST;
  private final int columns;
  // Row by row; made when the first one comes.
  private double[] numbers = {};
  private byte[] kinds = {};
  private int rows;

  // The column at hand.
  private final double[] gathered = new double[ENOUGH];
  private final NumberBlock block = new NumberBlock();
  private int missing;

  HeldRows(int columns) {
    this.columns = columns;
  }

  /// Takes the row of the line that was read last.
  ///
  /// @return whether there are enough
  boolean add(PlainRequest line) {
    if (numbers.length == 0) {
      numbers = new double[ENOUGH * columns];
      kinds = new byte[ENOUGH * columns];
    }
    line.copyRow(numbers, kinds, rows * columns);
    return ++rows == ENOUGH;
  }

  /// Looks at one column of all rows.
  ///
  /// @return its numbers
  NumberBlock gather(int column) {
    int size = 0;
    int whole = 0;
    int absent = 0;
    for (int cell = column, end = rows * columns; cell < end; cell += columns) {
      byte kind = kinds[cell];
      gathered[size] = numbers[cell];
      size += kind == PlainCsv.MISSING || kind == PlainCsv.TEXT ? 0 : 1;
      whole += kind == PlainCsv.INTEGRAL ? 1 : 0;
      absent += kind == PlainCsv.MISSING ? 1 : 0;
    }
    missing = absent;
    block.take(gathered, size, whole);
    return block;
  }

  /// How often the column that was gathered last is missing.
  int missing() {
    return missing;
  }

  void clear() {
    rows = 0;
  }
}
