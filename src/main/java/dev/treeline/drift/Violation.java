package dev.treeline.drift;

/// One entry of `constraint_violations.json`.
///
/// @param featureName the column; for column counts SageMaker's own placeholder, one blank
/// @param check what failed
/// @param description in SageMaker's words
public record Violation(String featureName, Check check, String description) {
  /// `constraint_check_type`.
  public enum Check {
    /// Too few values have the inferred type.
    DATA_TYPE("data_type_check"),
    /// Too many values are missing.
    COMPLETENESS("completeness_check"),
    /// The distribution moved too far.
    BASELINE_DRIFT("baseline_drift_check"),
    /// Fewer columns than the baseline.
    MISSING_COLUMN("missing_column_check"),
    /// More columns than the baseline.
    EXTRA_COLUMN("extra_column_check"),
    /// Too many values outside the domain.
    CATEGORICAL_VALUES("categorical_values_check");

    private final String label;

    Check(String label) {
      this.label = label;
    }

    /// The word in the file.
    public String label() {
      return label;
    }
  }
}
