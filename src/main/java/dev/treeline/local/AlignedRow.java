package dev.treeline.local;

import dev.treeline.payload.Row;
import java.util.List;
import java.util.stream.IntStream;

/// A named row in the order of its table's columns: JSON objects may name theirs in any order, and
/// leave some out, which are then missing. Not thread-safe.
final class AlignedRow implements Row {
  private static final int ABSENT = -1;

  private final String table;
  private final List<String> columns;
  private final int[] at;
  private Row row;

  /// @param table for messages
  /// @param columns the names in the table's order
  /// @param first the row to start with
  AlignedRow(String table, List<String> columns, Row first) {
    this.table = table;
    this.columns = columns;
    at = new int[columns.size()];
    row = first;
  }

  /// Shows another row.
  ///
  /// @throws CommandException if it has a column that the table does not have
  AlignedRow on(Row next) {
    row = next;
    int found = 0;
    for (int i = 0; i < at.length; i++) {
      at[i] = find(columns.get(i), i);
      found += at[i] == ABSENT ? 0 : 1;
    }
    if (found < row.width()) {
      throw new CommandException(
          table + ": " + row.place() + ": found the columns " + names() + ", expected " + columns);
    }
    return this;
  }

  /// Nearly always a column stands where it stood in the first row.
  private int find(String name, int likely) {
    if (likely < row.width() && name.equals(row.nameAt(likely))) {
      return likely;
    }
    for (int i = 0; i < row.width(); i++) {
      if (name.equals(row.nameAt(i))) {
        return i;
      }
    }
    return ABSENT;
  }

  private List<String> names() {
    return IntStream.range(0, row.width()).mapToObj(row::nameAt).toList();
  }

  @Override
  public boolean named() {
    return true;
  }

  @Override
  public int width() {
    return columns.size();
  }

  @Override
  public Kind kind(int column) {
    return at[column] == ABSENT ? Kind.MISSING : row.kind(at[column]);
  }

  @Override
  public float floatAt(int column) {
    return at[column] == ABSENT ? Float.NaN : row.floatAt(at[column]);
  }

  @Override
  public double doubleAt(int column) {
    return at[column] == ABSENT ? Double.NaN : row.doubleAt(at[column]);
  }

  @Override
  public String textAt(int column) {
    return at[column] == ABSENT ? "" : row.textAt(at[column]);
  }

  @Override
  public String nameAt(int column) {
    return columns.get(column);
  }

  @Override
  public String place(int column) {
    return at[column] == ABSENT ? row.place() : row.place(at[column]);
  }

  @Override
  public String place() {
    return row.place();
  }
}
