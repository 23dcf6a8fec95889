package dev.treeline.forest;

/// What turns rows of values into scores: this package's own code, or for a model that it refuses
/// something else that knows the file.
///
/// Rows are complete and in model order, `NaN` where a value is missing. An engine serves every
/// thread.
public interface Engine {
  /// What it is called, for logs and replies.
  String name();

  /// Margins a row gets: one per output group.
  int groups();

  /// Predictions a row gets.
  int outputs();

  /// Scores one row, before the link function.
  ///
  /// @param margins receives [#groups()] values
  /// @throws UnsupportedOperationException if there are no margins
  void margins(float[] row, float[] margins);

  /// Scores one row.
  ///
  /// @param predictions receives [#outputs()] values
  void predict(float[] row, float[] predictions);

  /// Scores a batch, before the link function.
  ///
  /// @param rows `count` rows, one after the other
  /// @param margins receives `count` × [#groups()] values, row after row
  /// @throws UnsupportedOperationException if there are no margins
  void margins(float[] rows, int count, float[] margins);

  /// Scores a batch.
  ///
  /// @param rows `count` rows, one after the other
  /// @param predictions receives `count` × [#outputs()] values, row after row
  void predict(float[] rows, int count, float[] predictions);

  /// Trees that a row visits, in the file's order; 0 where the model has none.
  int trees();

  /// The leaf that one row reaches in each tree, by its number in the file.
  ///
  /// @param leaves receives [#trees()] numbers
  /// @throws UnsupportedOperationException if there are no trees, or several models
  void leaves(float[] row, int[] leaves);
}
