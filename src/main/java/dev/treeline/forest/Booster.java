package dev.treeline.forest;

/// A compiled model before its link function: what a row adds to the base margins. Immutable; one
/// instance serves every thread.
sealed interface Booster permits Forest, Linear {
  /// Adds what one row gives, in libxgboost's order.
  ///
  /// @param row one value for each feature of the model, `NaN` where it is missing
  /// @param sums one for each output group, holding what is added to
  void add(float[] row, float[] sums);

  /// Adds what each row of a batch gives.
  ///
  /// @param rows `count` rows of `width` values, one after the other
  /// @param sums row after row, one for each output group
  void add(float[] rows, int count, int width, float[] sums);

  /// Trees in the file's order; 0 for a linear model.
  int trees();

  /// The leaf that a row reaches in each tree, by its number in the file.
  ///
  /// @param leaves receives [#trees()] numbers
  void leaves(float[] row, int[] leaves);
}
