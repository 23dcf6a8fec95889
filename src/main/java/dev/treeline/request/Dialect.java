package dev.treeline.request;

/// Which family of clients a route is for, and so how it is told what went wrong.
enum Dialect {
  /// SageMaker's containers, and whoever calls with plain JSON: `{"message", "requestId"}`.
  PLAIN,
  /// SDK clients of `sagemaker-runtime`: AWS's JSON errors, of which the SDKs make exceptions.
  RUNTIME,
  /// Open Inference Protocol V2: `{"error"}`.
  INFERENCE_V2,
  /// TensorFlow Serving, KServe V1: `{"error"}`.
  PREDICT_V1
}
