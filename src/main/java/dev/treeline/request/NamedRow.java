package dev.treeline.request;

import dev.treeline.payload.Row;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the model's column of each named cell. Rows of one body mostly name the same features in
/// the same order: then this costs a comparison of references a cell. Serves one thread.
final class NamedRow {
  private final FeatureNames names;
  private @Nullable String[] last = {};
  private int[] columns = {};
  private int width = -1;
  private boolean repeats;

  NamedRow(FeatureNames names) {
    this.names = names;
  }

  /// The column of every cell of a row, -1 for a name that the model does not know.
  ///
  /// @return valid until the next call; longer than the row
  @SuppressWarnings("ReferenceEquality") // Equal names that are other objects take the slow way.
  int[] columns(Row row) {
    boolean same = row.width() == width;
    for (int i = 0; i < row.width() && same; i++) {
      same = row.nameAt(i) == last[i];
    }
    if (!same) {
      find(row);
    }
    return columns;
  }

  /// Whether two cells of the row had one name.
  boolean repeats() {
    return repeats;
  }

  private void find(Row row) {
    width = row.width();
    if (width > columns.length) {
      columns = new int[width];
      last = new @Nullable String[width];
    }
    boolean[] seen = new boolean[names.size()];
    repeats = false;
    Arrays.fill(columns, -1);
    for (int i = 0; i < width; i++) {
      last[i] = row.nameAt(i);
      int column = names.column(row.nameAt(i));
      columns[i] = column;
      if (column >= 0) {
        repeats |= seen[column];
        seen[column] = true;
      }
    }
  }
}
