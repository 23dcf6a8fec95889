package dev.treeline.payload;

import java.util.Arrays;

/// A row of which only some cells were written; the others are missing.
final class SparseRow implements Row {
  private static final int ABSENT = -1;

  // A few bytes can claim a row of a million cells; whoever looks at each of them would be busy
  // for long.
  private static final long MAX_BEYOND = 1L << 22;

  private final Row cells;
  private final int least;
  private final int base;

  /// Which of the written cells stands at a column.
  private int[] at;

  /// Where each of the written cells stands.
  private int[] columns = new int[16];

  private int count;
  private int width;

  /// Cells of all rows so far that stand beyond the least width.
  private long beyond;

  /// @param cells the written ones, in the order of the text
  /// @param least cells a row has
  /// @param base the number of the first cell, for messages
  SparseRow(Row cells, int least, int base) {
    this.cells = cells;
    this.least = least;
    this.base = base;
    at = new int[Math.max(16, least)];
    Arrays.fill(at, ABSENT);
    width = least;
  }

  void clear() {
    for (int i = 0; i < count; i++) {
      at[columns[i]] = ABSENT;
    }
    count = 0;
    width = least;
  }

  /// Says where the cell that was written last stands.
  void put(int column) {
    if (column >= at.length) {
      int room = at.length;
      at = Arrays.copyOf(at, Math.max(column + 1, Math.min(2 * room, Cells.MAX_WIDTH)));
      Arrays.fill(at, room, at.length, ABSENT);
    }
    if (at[column] != ABSENT) {
      throw new PayloadException(place(), "the index " + (column + base) + " twice", "each once");
    }
    if (count == columns.length) {
      columns = Arrays.copyOf(columns, 2 * count);
    }
    at[column] = count;
    columns[count++] = column;
    width = Math.max(width, column + 1);
  }

  /// Widens the row to what it says of itself.
  void widen(int cells) {
    width = Math.max(width, cells);
  }

  /// Ends the row, before it is shown.
  void end() {
    beyond += width - least;
    if (beyond > MAX_BEYOND) {
      throw new PayloadException(
          place(),
          "rows that are " + beyond + " cells wider than " + least + " in all",
          "at most " + MAX_BEYOND + "; indices no larger than the model's");
    }
  }

  /// Where a written cell stands.
  int column(int cell) {
    return columns[cell];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Kind kind(int column) {
    return absent(column) ? Kind.MISSING : cells.kind(at[column]);
  }

  @Override
  public float floatAt(int column) {
    return absent(column) ? Float.NaN : cells.floatAt(at[column]);
  }

  @Override
  public double doubleAt(int column) {
    return absent(column) ? Double.NaN : cells.doubleAt(at[column]);
  }

  @Override
  public String textAt(int column) {
    return absent(column) ? "" : cells.textAt(at[column]);
  }

  @Override
  public boolean named() {
    return false;
  }

  @Override
  public String nameAt(int column) {
    return "";
  }

  @Override
  public String place(int column) {
    return place() + ", index " + (column + base);
  }

  @Override
  public String place() {
    return cells.place();
  }

  private boolean absent(int column) {
    if (column < 0 || column >= width) {
      throw new IndexOutOfBoundsException("column " + column + " of a row of " + width + " cells");
    }
    return column >= at.length || at[column] == ABSENT;
  }
}
