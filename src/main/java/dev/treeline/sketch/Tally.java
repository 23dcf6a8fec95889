package dev.treeline.sketch;

import static java.lang.Math.addExact;

/// How many values of each kind arrived.
///
/// @param missing absent, empty, `null` or `NaN`
/// @param integral numbers written without fraction or exponent
/// @param fractional other numbers, infinities among them
/// @param text present values that are no numbers
public record Tally(long missing, long integral, long fractional, long text)
    implements Mergeable<Tally> {
  /// Nothing arrived yet.
  public static final Tally EMPTY = new Tally(0, 0, 0, 0);

  /// Refuses a negative count.
  public Tally {
    if (missing < 0 || integral < 0 || fractional < 0 || text < 0) {
      throw new IllegalArgumentException(
          "tally: found a negative count among missing %d, integral %d, fractional %d, text %d"
              .formatted(missing, integral, fractional, text));
    }
  }

  /// Values that were there.
  public long present() {
    return addExact(addExact(integral, fractional), text);
  }

  /// Values offered, the missing ones included.
  public long seen() {
    return addExact(present(), missing);
  }

  /// Share of present values, 0 to 1; 1 when nothing arrived, as no value was missing then.
  public double completeness() {
    long seen = seen();
    return seen == 0 ? 1 : (double) present() / seen;
  }

  /// The narrowest type that holds every present value; one text value makes a column `String`, one
  /// fractional value makes numbers `Fractional`.
  public ValueType type() {
    if (text > 0) {
      return ValueType.STRING;
    }
    if (fractional > 0) {
      return ValueType.FRACTIONAL;
    }
    return integral > 0 ? ValueType.INTEGRAL : ValueType.UNKNOWN;
  }

  @Override
  public Tally plus(Tally other) {
    return new Tally(
        addExact(missing, other.missing),
        addExact(integral, other.integral),
        addExact(fractional, other.fractional),
        addExact(text, other.text));
  }
}
