package dev.treeline.deploy;

/// How one invocation ended.
sealed interface Outcome {
  /// The handler returned.
  ///
  /// @param body what it wrote
  record Answered(String body) implements Outcome {}

  /// The handler threw.
  ///
  /// @param error what the runtime said of it, as JSON
  record Failed(String error) implements Outcome {}
}
