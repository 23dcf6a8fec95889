package dev.treeline.quality;

import dev.treeline.sketch.ExactSum;
import dev.treeline.sketch.Mergeable;
import java.util.Arrays;
import java.util.TreeMap;

/// Quality of probabilities of a class. Exact, ties included. Keeps every distinct score: not for
/// unbounded streams. Not thread-safe.
///
/// Pairs whose score is `NaN` or outside 0 to 1 are counted in [#skipped()] and nowhere else.
public final class Binary implements Mergeable<Binary> {
  /// Probability that a score is clipped to, at both ends, before its logarithm is taken.
  static final double CLIP = 1e-15;

  private final double threshold;
  // Score to negatives and positives.
  private final TreeMap<Double, long[]> scores = new TreeMap<>();
  private ExactSum loss = new ExactSum();
  private ExactSum squared = new ExactSum();
  private ConfusionMatrix confusion = new ConfusionMatrix(2);
  private long skipped;

  /// An empty measurement.
  ///
  /// @param threshold scores above it are predicted positive, as XGBoost's container does
  public Binary(double threshold) {
    this.threshold = threshold;
  }

  /// Adds one pair.
  public void add(boolean label, double score) {
    if (!(score >= 0 && score <= 1)) {
      skipped++;
      return;
    }
    int actual = label ? 1 : 0;
    scores.computeIfAbsent(score + 0.0, _ -> new long[2])[actual]++;
    loss.add(-Math.log(clipped(label ? score : 1 - score)));
    squared.addSquare(score - actual);
    confusion.add(actual, score > threshold ? 1 : 0);
  }

  static double clipped(double probability) {
    return Math.clamp(probability, CLIP, 1 - CLIP);
  }

  /// Pairs measured.
  public long count() {
    return confusion.total();
  }

  /// Pairs that could not be measured.
  public long skipped() {
    return skipped;
  }

  /// Area under the ROC curve: the probability that a positive scores above a negative, ties
  /// counting half; `NaN` without positives or without negatives.
  public double auc() {
    double won = 0;
    long below = 0;
    long positives = 0;
    for (long[] counts : scores.values()) {
      won += counts[1] * (below + counts[0] / 2.0);
      below += counts[0];
      positives += counts[1];
    }
    return won / ((double) below * positives); // 0/0 is NaN when one class is absent
  }

  /// Mean of `-ln` of the probability given to the actual class, clipped to 1e-15.
  public double logLoss() {
    return loss.value() / count();
  }

  /// Mean squared difference of score and label.
  public double brier() {
    return squared.value() / count();
  }

  /// Decisions at the threshold; class 1 is positive.
  public ConfusionMatrix confusion() {
    return confusion;
  }

  @Override
  public Binary plus(Binary other) {
    if (threshold != other.threshold) {
      throw new IllegalArgumentException(
          "merging binary quality: found thresholds " + threshold + " and " + other.threshold);
    }
    var both = new Binary(threshold);
    both.take(this);
    both.take(other);
    both.loss = loss.plus(other.loss);
    both.squared = squared.plus(other.squared);
    both.confusion = confusion.plus(other.confusion);
    both.skipped = Math.addExact(skipped, other.skipped);
    return both;
  }

  private void take(Binary part) {
    part.scores.forEach(
        (score, counts) -> {
          long[] sum = scores.computeIfAbsent(score, _ -> new long[2]);
          sum[0] += counts[0];
          sum[1] += counts[1];
        });
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Binary other
        && threshold == other.threshold
        && scores.keySet().equals(other.scores.keySet())
        && Arrays.deepEquals(counts(), other.counts())
        && loss.equals(other.loss)
        && squared.equals(other.squared)
        && confusion.equals(other.confusion)
        && skipped == other.skipped;
  }

  private Object[] counts() {
    return scores.values().toArray();
  }

  @Override
  public int hashCode() {
    return loss.hashCode();
  }
}
