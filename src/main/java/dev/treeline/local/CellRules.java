package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Row;
import dev.treeline.request.CellValue;
import java.util.OptionalInt;

/// What the cells of a file are to a model: as for the endpoint, and what the endpoint leaves to
/// the caller, since in a CSV a name that looks like a number cannot be told from a code.
///
/// @param numbers what a number in a categorical column is
/// @param unknown what a name is that the model does not know
record CellRules(Numbers numbers, Unknown unknown) {
  /// What a number in a categorical column is.
  enum Numbers {
    /// A code, refused where it is also the name of a category with another code.
    AUTO,
    /// A code.
    CODE,
    /// A name.
    NAME
  }

  /// What a name is that the model does not know.
  enum Unknown {
    /// Something wrong with the row.
    ERROR,
    /// A missing value.
    MISSING
  }

  /// Reads a cell.
  ///
  /// @return `NaN` when missing
  /// @throws PayloadException if it is text that is no category's name
  /// @throws CommandException if it is both a code and another code's name
  float value(Model model, int feature, Row row, int column) {
    Row.Kind kind = row.kind(column);
    if (kind == Row.Kind.MISSING) {
      return Float.NaN;
    }
    if (model.categories(feature).isEmpty()) {
      return row.floatAt(column);
    }
    boolean named = kind == Row.Kind.TEXT || numbers == Numbers.NAME;
    if (named) {
      OptionalInt code = model.code(feature, row.textAt(column));
      if (code.isPresent()) {
        return code.getAsInt();
      }
      if (unknown == Unknown.MISSING) {
        return Float.NaN;
      }
      throw CellValue.unknown(model, feature, row, column);
    }
    float value = row.floatAt(column);
    if (numbers == Numbers.AUTO) {
      requireOneMeaning(model, feature, row, column);
    }
    return value;
  }

  private static void requireOneMeaning(Model model, int feature, Row row, int column) {
    OptionalInt code = model.code(feature, row.textAt(column));
    if (code.isPresent() && code.getAsInt() != row.floatAt(column)) {
      throw new CommandException(
          "%s (%s): found %s, which is a code, and also the name of the category with the code %d;"
                  .formatted(
                      row.place(column),
                      model.featureNames().get(feature),
                      row.textAt(column),
                      code.getAsInt())
              + " say which with --category-numbers name or code");
    }
  }
}
