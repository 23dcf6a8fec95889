package dev.treeline.sketch;

/// How far numbers reach: from the smallest to the largest, and what of them lies out of the
/// baseline's range. Exact, and additive. Not thread-safe.
final class Reach implements Mergeable<Reach> {
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long below;
  private long above;
  private long negative;
  private ExactSum shortfall = new ExactSum();
  private ExactSum excess = new ExactSum();
  private long infinite;

  /// What a profile's counts tell of it, one a cell.
  void restore(Partition partition, long[] counts) {
    if (partition instanceof Intervals) {
      below = counts[0];
      above = counts[counts.length - 1];
    }
  }

  /// Takes a number, wherever it lies.
  void add(double x) {
    min = x < min ? x : min;
    max = x > max ? x : max;
  }

  /// The same for a block.
  void add(NumberBlock block) {
    double least = min;
    double most = max;
    for (int i = 0; i < block.size; i++) {
      double x = block.values[i];
      least = x < least ? x : least;
      most = x > most ? x : most;
    }
    min = least;
    max = most;
  }

  /// Notes a number if it lies out of the baseline's range.
  void note(double x, Partition range) {
    if (range.isBelow(x)) {
      below++;
      infinite += Double.isInfinite(x) ? 1 : 0;
      negative += x < 0 ? 1 : 0;
      addDistance(shortfall, x, range);
    } else if (range.isAbove(x)) {
      above++;
      infinite += Double.isInfinite(x) ? 1 : 0;
      addDistance(excess, x, range);
    }
  }

  private static void addDistance(ExactSum sum, double x, Partition range) {
    if (Double.isFinite(x) && range instanceof Intervals intervals) {
      sum.add(x < intervals.low() ? intervals.low() - x : x - intervals.high());
    }
  }

  /// Whether all numbers are one and the same.
  boolean isPoint() {
    return min == max;
  }

  long below() {
    return below;
  }

  /// Those of [#below()] that are negative.
  long negative() {
    return negative;
  }

  long above() {
    return above;
  }

  /// Those below and above that are infinite.
  long infinite() {
    return infinite;
  }

  /// By how much finite numbers lie below the range, summed.
  double shortfall() {
    return shortfall.value();
  }

  /// By how much finite numbers lie above the range, summed.
  double excess() {
    return excess.value();
  }

  @Override
  public Reach plus(Reach other) {
    var both = new Reach();
    both.min = Math.min(min, other.min);
    both.max = Math.max(max, other.max);
    both.below = Math.addExact(below, other.below);
    both.above = Math.addExact(above, other.above);
    both.negative = Math.addExact(negative, other.negative);
    both.shortfall = shortfall.plus(other.shortfall);
    both.excess = excess.plus(other.excess);
    both.infinite = Math.addExact(infinite, other.infinite);
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Reach other
        && min == other.min
        && max == other.max
        && below == other.below
        && above == other.above
        && negative == other.negative
        && infinite == other.infinite
        && shortfall.equals(other.shortfall)
        && excess.equals(other.excess);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(below) * 31 + Long.hashCode(above);
  }
}
