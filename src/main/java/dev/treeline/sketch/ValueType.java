package dev.treeline.sketch;

/// What kind of values a column holds, as SageMaker's `inferred_type` names it.
public enum ValueType {
  /// Whole numbers written without fraction or exponent only.
  INTEGRAL("Integral"),
  /// Numbers, at least one of them written with a fraction or an exponent.
  FRACTIONAL("Fractional"),
  /// At least one value that is no number.
  STRING("String"),
  /// No present value at all.
  UNKNOWN("Unknown");

  private final String label;

  ValueType(String label) {
    this.label = label;
  }

  /// The word in `statistics.json` and `constraints.json`, such as `Integral`.
  public String label() {
    return label;
  }

  /// Whether values of this type are compared as numbers.
  public boolean isNumeric() {
    return this == INTEGRAL || this == FRACTIONAL;
  }

  /// The type with this label.
  ///
  /// @throws IllegalArgumentException if there is none, listing those there are
  public static ValueType of(String label) {
    for (ValueType type : values()) {
      if (type.label.equals(label)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "inferred_type: found \"" + label + "\", expected Integral, Fractional, String or Unknown");
  }
}
