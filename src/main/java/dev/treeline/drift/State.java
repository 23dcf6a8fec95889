package dev.treeline.drift;

/// What can be said about one feature of one window.
public enum State {
  /// The change is no larger than what the training data does by itself, or not significant.
  STABLE("stable"),
  /// Significant, larger than the threshold, and enough values to say so.
  DRIFTED("drifted"),
  /// Too few values on one side for any verdict.
  INSUFFICIENT("insufficient"),
  /// The training data itself varies so much from block to block that a quiet window of this length
  /// proves nothing.
  VARIABLE("variable");

  private final String label;

  State(String label) {
    this.label = label;
  }

  /// The word in `report.json`, such as `stable`.
  public String label() {
    return label;
  }
}
