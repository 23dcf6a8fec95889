package dev.treeline.drift;

/// What a change of a column is to whoever set the rules.
public enum Severity {
  /// The column is not judged at all.
  IGNORE("ignore"),
  /// It is shown, and no alarm goes off.
  WARNING("warning"),
  /// It counts for the exit status and the alarm.
  VIOLATION("violation");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /// The word in the rules and in `report.json`.
  public String label() {
    return label;
  }
}
