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

  /// The cell of a text, [#UNSEEN] or [#MISTYPED].
  int cellOf(String text);

  /// Whether this number lies below the baseline's smallest; `false` where text was frozen.
  boolean isBelow(double x);

  /// Whether this number lies above the baseline's largest; `false` where text was frozen.
  boolean isAbove(double x);

  /// What a cell holds, for people: `(1.5, 2.0]`, `7`, `red`, `other values`.
  String label(int cell);

  /// Cuts the cells from a column.
  ///
  /// - Text (when at least half of the present values are no numbers) and numbers of which the 12
  ///   commonest cover 99 %: the values, [Values]; complete while there are at most
  ///   [ColumnSketch#DISTINCT_CAP] distinct ones.
  /// - Other numbers, and all with more distinct values than that: [Intervals] of equal mass.
  /// - No value at all: an empty, complete list of values.
  ///
  /// @param column made by [ColumnSketch#forBaseline()]
  static Partition freeze(ColumnSketch column) {
    Tally tally = column.tally();
    if (2 * tally.text() >= tally.present()) {
      return Values.ofTexts(column.categories());
    }
    return Values.isFewValued(column.numberCounts())
        ? Values.ofNumbers(column.numberCounts())
        : Intervals.equalMass(column.items(), column.numbers().min(), column.numbers().max());
  }
}
