package dev.treeline.sketch;

/// The cells that a baseline's values were cut into, once, for every later window. Immutable, so
/// that one instance serves every thread.
public sealed interface Partition permits Intervals, Values {
  /// What a lookup answers for a value that a complete list of values does not hold.
  int UNSEEN = -1;

  /// What a lookup answers for text where numbers were frozen.
  int MISTYPED = -2;

  /// Cells, numbered from 0.
  int cells();

  /// The cell of a number, [#UNSEEN] or [#MISTYPED].
  ///
  /// @param x not `NaN`; compared as the nearest float32
  int cellOf(double x);

  /// The cell of each number of a block, into its room for that.
  void locate(NumberBlock block);

  /// The cell of a text, [#UNSEEN] or [#MISTYPED].
  int cellOf(String text);

  /// Whether this number lies below the baseline's smallest; `false` where text was frozen.
  boolean isBelow(double x);

  /// Whether this number lies above the baseline's largest; `false` where text was frozen.
  boolean isAbove(double x);

  /// What a cell holds, for people: `(1.5, 2.0]`, `7`, `red`, `other values`.
  String label(int cell);

  /// How fine the cells of numbers are.
  enum Detail {
    /// About 1,024 cells of equal mass, and one for each heavy value.
    EQUAL_MASS,
    /// A cell for every value, and one for each gap between two: the difference of two distribution
    /// functions is then exact. The cuts are the baseline's own values. Only for columns of up to
    /// [Intervals#MOST_VALUES] of them; others get cells of equal mass.
    EVERY_VALUE
  }

  /// Cuts the cells from a column, numbers into cells of equal mass.
  ///
  /// @param column made by [ColumnSketch#forBaseline()]
  static Partition freeze(ColumnSketch column) {
    return freeze(column, Detail.EQUAL_MASS);
  }

  /// Cuts the cells from a column.
  ///
  /// - Text (when at least half of the present values are no numbers), codes (see
  ///   [ColumnSketch#forCategories()]) and numbers of which the 12 commonest cover 99 %: the
  ///   values, [Values]; complete while there are at most [ColumnSketch#DISTINCT_CAP] distinct
  ///   ones, the commonest ones otherwise.
  /// - Other numbers, and all with more distinct values than that: [Intervals].
  /// - No value at all: an empty, complete list of values.
  ///
  /// @param column made by [ColumnSketch#forBaseline()] or [ColumnSketch#forCategories()]
  static Partition freeze(ColumnSketch column, Detail detail) {
    Tally tally = column.tally();
    if (column.isCategorical() || 2 * tally.text() >= tally.present()) {
      return Values.ofTexts(column);
    }
    if (Values.isFewValued(column.numberCounts())) {
      return Values.ofNumbers(column.numberCounts());
    }
    WeightedItems items = column.items();
    return detail == Detail.EVERY_VALUE && items.total() <= Intervals.MOST_VALUES
        ? Intervals.everyValue(items)
        : Intervals.equalMass(items, column.numbers().min(), column.numbers().max());
  }

  /// Cuts the cells from a distribution of numbers, as SageMaker's sketches hold one.
  ///
  /// @param items at least one value
  /// @param min smallest value seen, which a sketch may have lost
  /// @param max largest value seen
  static Partition freeze(WeightedItems items, double min, double max) {
    return Values.isFewValued(items)
        ? Values.ofNumbers(items)
        : Intervals.equalMass(items, min, max);
  }
}
