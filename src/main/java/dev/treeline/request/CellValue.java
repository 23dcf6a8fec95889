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

  /// Reads a cell. In a feature whose categories have names a text is a name and a number a code;
  /// where the body cannot tell numbers from text, what stands there is a name if there is such a
  /// one, and a code only where no name looks like a number.
  ///
  /// @param feature whose values the cell holds
  /// @param column where the cell stands in the row
  /// @param typed whether the body tells numbers from text
  /// @return `NaN` when missing
  /// @throws PayloadException if it is none of the feature's categories
  static float of(Model model, int feature, Row row, int column, boolean typed) {
    Row.Kind kind = row.kind(column);
    List<String> names = model.categories(feature);
    if (kind == Row.Kind.MISSING || names.isEmpty()) {
      return row.floatAt(column);
    }
    if (kind == Row.Kind.TEXT || !typed) {
      OptionalInt code = model.code(feature, row.textAt(column));
      if (code.isPresent()) {
        return code.getAsInt();
      }
    }
    if (kind != Row.Kind.TEXT && (typed || !looksLikeNumbers(names))) {
      float code = row.floatAt(column);
      if (code == (int) code && code >= 0 && code < names.size()) {
        return code;
      }
    }
    throw unknown(model, feature, row, column);
  }

  /// Whether a name could be taken for a code.
  private static boolean looksLikeNumbers(List<String> names) {
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
