package dev.treeline.quality;

import dev.treeline.sketch.Mergeable;
import java.util.Arrays;

/// How often each actual class was given each predicted class. Not thread-safe.
///
/// A ratio of which the lower side is 0 (no positives, none predicted) is `NaN`.
public final class ConfusionMatrix implements Mergeable<ConfusionMatrix> {
  private final int classes;
  // Row by row: counts[actual * classes + predicted].
  private final long[] counts;

  /// An empty matrix.
  ///
  /// @param classes at least 2
  public ConfusionMatrix(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes: found " + classes + ", expected at least 2");
    }
    this.classes = classes;
    this.counts = new long[Math.multiplyExact(classes, classes)];
  }

  /// Adds one pair of class numbers from 0.
  ///
  /// @throws IllegalArgumentException if one is no class
  public void add(int actual, int predicted) {
    counts[at(actual, predicted)]++;
  }

  /// Classes.
  public int classes() {
    return classes;
  }

  /// Pairs with this actual and this predicted class.
  public long count(int actual, int predicted) {
    return counts[at(actual, predicted)];
  }

  /// Pairs.
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /// Share of pairs that agree.
  public double accuracy() {
    long agreed = 0;
    for (int i = 0; i < classes; i++) {
      agreed += count(i, i);
    }
    return ratio(agreed, total());
  }

  /// Of the pairs predicted as this class, the share that are of it.
  public double precision(int positive) {
    long predicted = 0;
    for (int actual = 0; actual < classes; actual++) {
      predicted += count(actual, positive);
    }
    return ratio(count(positive, positive), predicted);
  }

  /// Of the pairs of this class, the share predicted as it.
  public double recall(int positive) {
    long actuals = 0;
    for (int predicted = 0; predicted < classes; predicted++) {
      actuals += count(positive, predicted);
    }
    return ratio(count(positive, positive), actuals);
  }

  /// `(1 + b^2) P R / (b^2 P + R)` of one class.
  ///
  /// @param beta weight of recall against precision: 1 for F1
  public double f(double beta, int positive) {
    double precision = precision(positive);
    double recall = recall(positive);
    double weight = beta * beta;
    return (1 + weight) * precision * recall / (weight * precision + recall);
  }

  @Override
  public ConfusionMatrix plus(ConfusionMatrix other) {
    if (classes != other.classes) {
      throw new IllegalArgumentException(
          "merging confusion matrices: found %d and %d classes, expected as many"
              .formatted(classes, other.classes));
    }
    var both = new ConfusionMatrix(classes);
    for (int i = 0; i < counts.length; i++) {
      both.counts[i] = Math.addExact(counts[i], other.counts[i]);
    }
    return both;
  }

  private int at(int actual, int predicted) {
    if (actual < 0 || actual >= classes || predicted < 0 || predicted >= classes) {
      throw new IllegalArgumentException(
          "classes: found actual %d and predicted %d, expected 0 to %d"
              .formatted(actual, predicted, classes - 1));
    }
    return actual * classes + predicted;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ConfusionMatrix other && Arrays.equals(counts, other.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return classes + " classes " + Arrays.toString(counts);
  }
}
