package dev.treeline.payload;

/// What a body turned out to be, once all its rows were shown.
///
/// @param rows how many there were; 0 for a body without any
/// @param shape how they were wrapped
public record Decoded(long rows, Shape shape) {
  /// How rows are wrapped, so that a reply can be wrapped alike.
  public enum Shape {
    /// Lines of delimited text.
    CSV,
    /// Lines of `index:value`.
    LIBSVM,
    /// Frames of protobuf records.
    RECORDIO,
    /// JSON without a known key around the rows: arrays and objects; JSON Lines are of this shape
    /// unless the last line has another.
    PLAIN,
    /// `{"features": …}`.
    FEATURES,
    /// `{"instances": …}`, of SageMaker, TensorFlow Serving and MLflow.
    INSTANCES,
    /// `{"inputs": …}` of rows or columns, of TensorFlow Serving and MLflow.
    INPUTS,
    /// `{"predictions": …}`, a reply.
    PREDICTIONS,
    /// `{"outputs": …}` of rows or columns, a reply of TensorFlow Serving to `inputs`.
    OUTPUTS,
    /// MLflow's `{"dataframe_split": {"columns": …, "data": …}}`.
    DATAFRAME_SPLIT,
    /// MLflow's `{"dataframe_records": …}`.
    DATAFRAME_RECORDS,
    /// Tensors of the Open Inference Protocol, version 2: a request or a reply.
    TENSORS
  }

  /// Whether the body was MLflow's own: its scoring server then answers with `predictions`.
  public boolean isDataframe() {
    return shape == Shape.DATAFRAME_SPLIT || shape == Shape.DATAFRAME_RECORDS;
  }
}
