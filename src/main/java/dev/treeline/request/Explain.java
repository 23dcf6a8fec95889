package dev.treeline.request;

/// Whether a caller wants to know why, and in which shape: how long a reply will be at least is
/// known before hours are spent on it.
enum Explain {
  /// Predictions only.
  NO(0, 0),
  /// SageMaker Clarify's objects, one a feature.
  CLARIFY(60, 3),
  /// KServe's lists of numbers.
  LISTS(0, 3),
  /// The Open Inference Protocol's tensors of float32.
  TENSOR(0, 3);

  private final int bytesOfFeature;
  private final int bytesOfNumber;

  Explain(int bytesOfFeature, int bytesOfNumber) {
    this.bytesOfFeature = bytesOfFeature;
    this.bytesOfNumber = bytesOfNumber;
  }

  /// Bytes that one row's explanation takes in a reply, at least 1.
  long bytesOfRow(int features, int groups) {
    return Math.max(1, features * ((long) bytesOfFeature + (long) bytesOfNumber * groups));
  }
}
