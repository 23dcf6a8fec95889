package dev.treeline.request;

import dev.treeline.forest.Model;
import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Row;
import java.util.List;
import java.util.OptionalInt;

/// What a cell is to a model: the number that stands there, or the code of the category that is
/// named there.
public final class CellValue {
  private static final int SHOWN = 40;

  private CellValue() {}

  /// Reads a cell. In a feature whose categories have names, what stands there is a name, digits or
  /// not; where no name looks like a number, a number may also be a category's code.
  ///
  /// @param feature whose values the cell holds
  /// @param column where the cell stands in the row
  /// @return `NaN` when missing
  /// @throws PayloadException if it is none of the feature's categories
  public static float of(Model model, int feature, Row row, int column) {
    Row.Kind kind = row.kind(column);
    if (kind == Row.Kind.MISSING || model.categories(feature).isEmpty()) {
      return row.floatAt(column);
    }
    OptionalInt code = model.code(feature, row.textAt(column));
    if (code.isPresent()) {
      return code.getAsInt();
    }
    if (kind != Row.Kind.TEXT) {
      float number = row.floatAt(column);
      int whole = (int) number;
      boolean known = whole == number && whole >= 0 && whole < model.categories(feature).size();
      if (known && !namesNumbers(model.categories(feature))) {
        return number;
      }
    }
    throw unknown(model, feature, row, column);
  }

  /// Whether a name could be taken for a code.
  private static boolean namesNumbers(List<String> names) {
    for (String name : names) {
      if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return true;
      }
    }
    return false;
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
