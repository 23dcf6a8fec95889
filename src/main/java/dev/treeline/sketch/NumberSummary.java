package dev.treeline.sketch;

import java.math.BigInteger;

/// Count, sum, spread and range of numbers, exact whatever the order they came in.
///
/// Infinities are counted and leave the other figures alone. Of nothing, [#mean()], [#deviation()],
/// [#min()] and [#max()] are `NaN`. Not thread-safe.
public final class NumberSummary implements Mergeable<NumberSummary> {
  private long count;
  private long infinite;
  private ExactSum sum = new ExactSum();
  private ExactSum squares = new ExactSum();
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /// Adds one number.
  ///
  /// @throws IllegalArgumentException if it is `NaN`; the caller counts that as missing
  public void add(double x) {
    if (!Double.isFinite(x)) {
      if (Double.isNaN(x)) {
        throw new IllegalArgumentException("number summary: found NaN, expected a number");
      }
      infinite++;
      return;
    }
    double value = x + 0.0; // -0.0 becomes 0.0
    count++;
    sum.add(value);
    squares.addSquare(value);
    min = value < min ? value : min;
    max = value > max ? value : max;
  }

  /// Adds a block of numbers.
  void add(NumberBlock block) {
    ExponentSums sums = block.sums;
    sums.clear();
    sums.add(block, this);
    sums.addTo(sum, squares);
    count += sums.added();
    min = Math.min(min, sums.min());
    max = Math.max(max, sums.max());
  }

  /// Finite numbers seen.
  public long count() {
    return count;
  }

  /// Infinities seen, of either sign.
  public long infinite() {
    return infinite;
  }

  /// The sum, rounded once.
  public double sum() {
    return sum.value();
  }

  /// Arithmetic mean: [#sum()] over [#count()].
  public double mean() {
    return count == 0 ? Double.NaN : sum.value() / count;
  }

  /// Population standard deviation (divided by n, not n - 1), as SageMaker's `std_dev`.
  public double deviation() {
    if (count == 0) {
      return Double.NaN;
    }
    if (Double.isInfinite(squares.value())) {
      return Double.POSITIVE_INFINITY;
    }
    // n * sum(x^2) - sum(x)^2 in integers: no digit is lost however far the mean lies from zero.
    BigInteger n = BigInteger.valueOf(count);
    BigInteger total = sum.units();
    BigInteger spread =
        n.multiply(squares.units())
            .shiftLeft(1074)
            .subtract(total.multiply(total))
            .max(BigInteger.ZERO);
    return Math.sqrt(ExactSum.rounded(spread, -2148)) / count;
  }

  /// Smallest finite number.
  public double min() {
    return count == 0 ? Double.NaN : min;
  }

  /// Largest finite number.
  public double max() {
    return count == 0 ? Double.NaN : max;
  }

  @Override
  public NumberSummary plus(NumberSummary other) {
    var both = new NumberSummary();
    both.count = Math.addExact(count, other.count);
    both.infinite = Math.addExact(infinite, other.infinite);
    both.sum = sum.plus(other.sum);
    both.squares = squares.plus(other.squares);
    both.min = Math.min(min, other.min);
    both.max = Math.max(max, other.max);
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof NumberSummary other
        && count == other.count
        && infinite == other.infinite
        && sum.equals(other.sum)
        && squares.equals(other.squares)
        && Double.compare(min, other.min) == 0
        && Double.compare(max, other.max) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count) * 31 + sum.hashCode();
  }

  @Override
  public String toString() {
    return "n %d, sum %s, min %s, max %s".formatted(count, sum(), min(), max());
  }
}
