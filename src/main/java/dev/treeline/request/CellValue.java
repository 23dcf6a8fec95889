package dev.treeline.request;

import dev.treeline.forest.Model;
import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Row;
import java.util.OptionalInt;

/// What a cell is to a model: the number that stands there, or the code of the category that is
/// named there.
public final class CellValue {
  private static final int SHOWN = 40;

  private CellValue() {}

  /// Reads a cell. Text names a category, where the feature has any; a number is a number, and in a
  /// categorical feature a code.
  ///
  /// @param feature whose values the cell holds
  /// @param column where the cell stands in the row
  /// @return `NaN` when missing
  /// @throws PayloadException if it is text that names none of the feature's categories
  public static float of(Model model, int feature, Row row, int column) {
    if (row.kind(column) != Row.Kind.TEXT || model.categories(feature).isEmpty()) {
      return row.floatAt(column);
    }
    OptionalInt code = model.code(feature, row.textAt(column));
    if (code.isEmpty()) {
      throw unknown(model, feature, row, column);
    }
    return code.getAsInt();
  }

  /// What is wrong with a cell that names none of its feature's categories.
  public static PayloadException unknown(Model model, int feature, Row row, int column) {
    String text = row.textAt(column);
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return new PayloadException(
        row.place(column),
        "the category \"" + shown + "\"",
        "one of " + FeatureNames.list(model.categories(feature)));
  }
}
