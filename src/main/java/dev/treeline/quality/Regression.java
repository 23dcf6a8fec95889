package dev.treeline.quality;

import dev.treeline.sketch.ExactSum;
import dev.treeline.sketch.Mergeable;
import dev.treeline.sketch.NumberSummary;

/// Errors of numeric predictions, exact whatever the order they came in. Not thread-safe.
///
/// Pairs of which one side is `NaN` or infinite are counted in [#skipped()] and nowhere else. Of no
/// pairs every metric is `NaN`.
public final class Regression implements Mergeable<Regression> {
  private NumberSummary labels = new NumberSummary();
  private ExactSum absolute = new ExactSum();
  private ExactSum squared = new ExactSum();
  private long skipped;

  /// Adds one pair.
  public void add(double label, double prediction) {
    if (!Double.isFinite(label) || !Double.isFinite(prediction)) {
      skipped++;
      return;
    }
    double error = label - prediction;
    labels.add(label);
    absolute.add(Math.abs(error));
    squared.addSquare(error);
  }

  /// Pairs measured.
  public long count() {
    return labels.count();
  }

  /// Pairs that could not be measured.
  public long skipped() {
    return skipped;
  }

  /// Mean absolute error.
  public double mae() {
    return absolute.value() / count();
  }

  /// Mean squared error.
  public double mse() {
    return squared.value() / count();
  }

  /// Square root of [#mse()].
  public double rmse() {
    return Math.sqrt(mse());
  }

  /// `1 - SSE / SST` about the labels' mean; `NaN` when all labels are equal.
  public double r2() {
    double deviation = labels.deviation();
    return deviation == 0 ? Double.NaN : 1 - mse() / (deviation * deviation);
  }

  @Override
  public Regression plus(Regression other) {
    var both = new Regression();
    both.labels = labels.plus(other.labels);
    both.absolute = absolute.plus(other.absolute);
    both.squared = squared.plus(other.squared);
    both.skipped = Math.addExact(skipped, other.skipped);
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Regression other
        && labels.equals(other.labels)
        && absolute.equals(other.absolute)
        && squared.equals(other.squared)
        && skipped == other.skipped;
  }

  @Override
  public int hashCode() {
    return labels.hashCode();
  }
}
