package dev.treeline.benchmarks;

/// Something that scores rows with one model, in one thread.
interface Peer extends AutoCloseable {
  /// Scores one row, as its users would.
  ///
  /// @param row one value a feature, `NaN` where it is missing
  /// @param predictions receives the row's predictions
  void predict(float[] row, float[] predictions);

  /// Scores a batch, as its users would.
  ///
  /// @param rows row-major
  /// @param count of rows
  /// @param predictions receives them row-major
  void predict(float[] rows, int count, float[] predictions);

  @Override
  default void close() {}
}
