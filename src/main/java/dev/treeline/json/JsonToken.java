package dev.treeline.json;

/// What [JsonTokens] finds one after another.
public enum JsonToken {
  START_OBJECT(true, false),
  END_OBJECT(false, false),
  START_ARRAY(true, false),
  END_ARRAY(false, false),
  /// A member's name; its value is next.
  NAME(false, false),
  STRING(false, true),
  /// A number without point and exponent.
  INTEGER(false, true),
  /// Any other number, `NaN` and the infinities among them.
  DECIMAL(false, true),
  TRUE(false, true),
  FALSE(false, true),
  NULL(false, true),
  /// There is nothing more.
  END(false, false);

  private final boolean start;
  private final boolean scalar;

  JsonToken(boolean start, boolean scalar) {
    this.start = start;
    this.scalar = scalar;
  }

  /// True for the start of an object or an array.
  public boolean isStart() {
    return start;
  }

  /// True for a value that holds no others.
  public boolean isScalar() {
    return scalar;
  }
}
