package dev.treeline.local;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a model is to predict, read off the label column.
///
/// - Text: classes in alphabetical order; two make `binary:logistic`, more `multi:softprob`.
/// - Numbers: 0 and 1 alone make `binary:logistic`; whole numbers 0 … k−1 that all occur, 3 ≤ k ≤
///   100, make `multi:softprob`; anything else `reg:squarederror`.
///
/// @param objective XGBoost's objective for such labels
/// @param classes names in label order; empty for numbers
/// @param classCount 0 for a regression
/// @param values one number a row: the class's index, or the label itself
record Labels(String objective, List<String> classes, int classCount, List<Float> values) {
  /// More classes than this are taken for an id, not a label.
  private static final int MOST_CLASSES = 100;

  /// @param column the label column, one text a row
  /// @throws CommandException if a label is missing, or there is only one
  static Labels of(String name, List<String> column) {
    int missing = column.indexOf("");
    if (missing >= 0) {
      throw new CommandException(
          "row "
              + (missing + 1)
              + ", column "
              + name
              + ": found no label, expected one in each row");
    }
    TreeSet<String> distinct = new TreeSet<>(column);
    if (distinct.size() < 2) {
      throw new CommandException(
          "column "
              + name
              + ": found "
              + distinct.size()
              + " distinct labels, expected at least 2");
    }
    return column.stream().allMatch(Labels::isNumber)
        ? numbers(column)
        : named(name, column, List.copyOf(distinct));
  }

  private static Labels named(String name, List<String> column, List<String> classes) {
    if (classes.size() > MOST_CLASSES) {
      throw new CommandException(
          "column %s: found %d different texts, expected numbers or at most %d classes"
              .formatted(name, classes.size(), MOST_CLASSES));
    }
    Map<String, Float> codes =
        IntStream.range(0, classes.size())
            .boxed()
            .collect(Collectors.toMap(classes::get, Integer::floatValue));
    List<Float> values = column.stream().map(codes::get).toList();
    return new Labels(objective(classes.size()), classes, classes.size(), values);
  }

  private static Labels numbers(List<String> column) {
    List<Float> values = column.stream().map(Float::valueOf).toList();
    TreeSet<Float> distinct = new TreeSet<>(values);
    int count = distinct.size();
    boolean counted =
        count <= MOST_CLASSES
            && IntStream.range(0, count).allMatch(i -> distinct.contains((float) i));
    return counted
        ? new Labels(objective(count), List.of(), count, values)
        : new Labels("reg:squarederror", List.of(), 0, values);
  }

  /// The labels of a part of the rows, see [TrainingTable#part(int, TrainingTable.Share)].
  Labels part(int n, TrainingTable.Share share) {
    List<Float> some = share.rows(values.size(), n).mapToObj(values::get).toList();
    return new Labels(objective, classes, classCount, some);
  }

  private static String objective(int classes) {
    return classes == 2 ? "binary:logistic" : "multi:softprob";
  }

  private static boolean isNumber(String text) {
    try {
      return Float.isFinite(Float.parseFloat(text));
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
