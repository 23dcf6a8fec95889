package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Brings the rows of a file into the model's order of columns: by name where the file has names,
/// otherwise by position. Not thread-safe.
final class RowLayout {
  private static final int SHOWN = 20;

  private final Model model;
  private final CellRules cells;
  private final Header header;
  private final Consumer<String> notes;

  /// Names of a header line, for all rows.
  private @Nullable ColumnMap headed;

  /// Names of the last row that had its own.
  private @Nullable ColumnMap named;

  private boolean begun;
  private boolean noted;

  /// Whether the first line of a table names its columns.
  enum Header {
    /// It does if it says so: see [RowLayout#fill].
    AUTO,
    PRESENT,
    /// Also for formats that have no such line.
    ABSENT
  }

  /// @param notes takes what the user should know, and is no error
  RowLayout(Model model, CellRules cells, Header header, Consumer<String> notes) {
    this.model = model;
    this.cells = cells;
    this.header = header;
    this.notes = notes;
  }

  /// Values a row has.
  int features() {
    return model.features();
  }

  /// Takes the values of one row.
  ///
  /// The first line of a table is a header if one of its cells is a feature's name and text; or if
  /// it holds text and no number, unless each text is a category of the feature at its place.
  ///
  /// @param values receives the row from this place on, in model order
  /// @return false if the row is the header
  /// @throws PayloadException if the row does not fit the model; others may
  /// @throws CommandException if no row can fit
  boolean fill(Row row, float[] values, int from) {
    boolean first = !begun;
    begun = true;
    if (row.named()) {
      ColumnMap columns = columnsOf(row);
      for (int f = 0; f < model.features(); f++) {
        values[from + f] = cells.value(model, f, row, columns.column(f));
      }
    } else if (first && isHeader(row)) {
      headed = header(row);
      return false;
    } else if (headed != null) {
      requireWidth(row, headed.names().size());
      for (int f = 0; f < model.features(); f++) {
        values[from + f] = value(f, row, headed.column(f));
      }
    } else {
      requireWidth(row, model.features());
      for (int f = 0; f < model.features(); f++) {
        values[from + f] = value(f, row, f);
      }
    }
    return true;
  }

  /// Reads a cell that only its position names.
  private float value(int feature, Row row, int column) {
    try {
      return cells.value(model, feature, row, column);
    } catch (PayloadException e) {
      throw e.at(model.featureNames().get(feature));
    }
  }

  private void requireWidth(Row row, int expected) {
    if (row.width() != expected) {
      String hint =
          header == Header.ABSENT ? "" : "; other columns need a header to be passed over";
      String columns =
          headed == null ? ": " + shown(model.featureNames()) + hint : " as the header has";
      throw new PayloadException(
          row.place(), row.width() + (row.width() == 1 ? " value" : " values"), expected + columns);
    }
  }

  private boolean isHeader(Row row) {
    if (header != Header.AUTO) {
      return header == Header.PRESENT;
    }
    boolean text = false;
    boolean number = false;
    boolean onlyCategories = true;
    for (int i = 0; i < row.width(); i++) {
      switch (row.kind(i)) {
        case TEXT -> {
          text = true;
          if (model.featureNames().contains(row.textAt(i))) {
            return true;
          }
          onlyCategories &= i < model.features() && model.code(i, row.textAt(i)).isPresent();
        }
        case INTEGRAL, FRACTIONAL -> number = true;
        case MISSING -> {}
      }
    }
    return text && !number && !onlyCategories;
  }

  private ColumnMap header(Row row) {
    List<String> names = IntStream.range(0, row.width()).mapToObj(row::textAt).toList();
    ColumnMap columns = new ColumnMap(names, model);
    if (columns.absent().size() == model.features()
        && namesNothing()
        && names.size() == model.features()) {
      notes.accept("the model names no features: the columns are taken in the file's order");
      return columns.byPosition();
    }
    if (!columns.absent().isEmpty() || !columns.repeated().isEmpty()) {
      throw new CommandException(
          row.place()
              + ": found "
              + faults(columns)
              + " in the header "
              + shown(names)
              + ", expected each feature once (--no-header if this line is data)");
    }
    noteUnused(columns);
    return columns;
  }

  private ColumnMap columnsOf(Row row) {
    if (named != null && sameNames(row, named.names())) {
      return named;
    }
    List<String> names = IntStream.range(0, row.width()).mapToObj(row::nameAt).toList();
    ColumnMap columns = new ColumnMap(names, model);
    if (!columns.absent().isEmpty() || !columns.repeated().isEmpty()) {
      throw new PayloadException(
          row.place(),
          faults(columns),
          "each feature once, null where it is missing: " + shown(model.featureNames()));
    }
    noteUnused(columns);
    named = columns;
    return columns;
  }

  private static boolean sameNames(Row row, List<String> names) {
    if (row.width() != names.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(row.nameAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// True for the names that stand in for those of a model that has none.
  private boolean namesNothing() {
    return IntStream.range(0, model.features())
        .allMatch(f -> model.featureNames().get(f).equals("f" + f));
  }

  private static String faults(ColumnMap columns) {
    List<String> faults = new ArrayList<>();
    if (!columns.absent().isEmpty()) {
      faults.add("no " + shown(columns.absent()));
    }
    if (!columns.repeated().isEmpty()) {
      faults.add("repeated " + shown(columns.repeated()));
    }
    return String.join("; ", faults);
  }

  private void noteUnused(ColumnMap columns) {
    if (!columns.unused().isEmpty() && !noted) {
      noted = true;
      notes.accept("passed over, since the model does not know them: " + shown(columns.unused()));
    }
  }

  private static String shown(List<String> names) {
    String some =
        names.stream()
            .limit(SHOWN)
            .map(name -> name.isEmpty() ? "\"\"" : name)
            .collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? some : some + ", … (" + names.size() + " in all)";
  }
}
