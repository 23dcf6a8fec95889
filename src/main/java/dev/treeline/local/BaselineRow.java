package dev.treeline.local;

import dev.treeline.payload.Row;

/// One row that a baseline is made of: valid only until its sink returns. Features and outputs are
/// numbered from 0 in the order of their names.
interface BaselineRow {
  /// What a feature's value is.
  Row.Kind kind(int feature);

  /// A feature's number; `NaN` when it is missing.
  double number(int feature);

  /// A feature's text.
  String text(int feature);

  /// What is watched of the model's answer; `NaN` when it is not known.
  double output(int output);

  /// The label of the block that the row lies in; labels sort in time order.
  ///
  /// @param rows how many rows there are in all
  String block(long rows);

  /// Whether the row belongs together with the one before.
  boolean belongsToTheLast();
}
