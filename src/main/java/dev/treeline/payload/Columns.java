package dev.treeline.payload;

import java.util.List;
import java.util.function.Consumer;

/// Columns in memory, shown row by row.
///
/// @param path what holds the columns, for messages: `$.inputs`
/// @param columns of the same number of rows
/// @param rows how many
/// @param named whether cells have their column's name; else they go by position
record Columns(String path, List<Column> columns, long rows, boolean named) {
  Columns {
    columns = List.copyOf(columns);
  }

  /// A column, or a block of them that stand side by side.
  ///
  /// @param name what every cell of it is called
  /// @param path of its list, for messages
  /// @param width cells a row
  /// @param nested whether its list holds a list for each row
  /// @param elements row by row
  record Column(String name, String path, int width, boolean nested, Elements elements) {}

  /// Shows all rows to a sink, in order; the row is the same object every time.
  ///
  /// @return how many there were
  long read(Consumer<? super Row> sink) {
    Reading reading = new Reading();
    for (Column column : columns) {
      column.elements().rewind();
    }
    for (long row = 0; row < rows; row++) {
      reading.readRow(row);
      sink.accept(reading.cells);
    }
    return rows;
  }

  private final class Reading implements Cells.Places {
    private final Cells cells = new Cells(this);
    private long row;

    private void readRow(long index) {
      row = index;
      cells.clear();
      for (Column column : columns) {
        for (int i = 0; i < column.width(); i++) {
          cells.name(named ? column.name() : null);
          column.elements().next(cells);
        }
      }
    }

    @Override
    public String row() {
      return path + ", row " + row;
    }

    @Override
    public String cell(int cell) {
      int rest = cell;
      for (Column column : columns) {
        if (rest < column.width()) {
          return column.path()
              + (column.nested()
                  ? "[" + row + "][" + rest + "]"
                  : "[" + (row * column.width() + rest) + "]");
        }
        rest -= column.width();
      }
      return row();
    }
  }
}
