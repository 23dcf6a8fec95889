package dev.treeline.quality;

import dev.treeline.sketch.ExactSum;
import dev.treeline.sketch.Mergeable;

/// Quality of probabilities of several classes. Not thread-safe.
///
/// Rows with a `NaN` probability or a label that is no class are counted in [#skipped()].
public final class Multiclass implements Mergeable<Multiclass> {
  private ConfusionMatrix confusion;
  private ExactSum loss = new ExactSum();
  private long skipped;

  /// An empty measurement.
  ///
  /// @param classes at least 2
  public Multiclass(int classes) {
    this.confusion = new ConfusionMatrix(classes);
  }

  /// Adds one row; the predicted class is the most probable, the first of equal ones.
  ///
  /// @param probabilities one a class
  /// @throws IllegalArgumentException if they are more or fewer
  public void add(int label, float[] probabilities) {
    if (probabilities.length != confusion.classes()) {
      throw new IllegalArgumentException(
          "probabilities: found %d, expected one for each of %d classes"
              .formatted(probabilities.length, confusion.classes()));
    }
    int best = 0;
    boolean isMeasurable = label >= 0 && label < probabilities.length;
    for (int i = 0; i < probabilities.length; i++) {
      isMeasurable &= !Float.isNaN(probabilities[i]);
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    if (!isMeasurable) {
      skipped++;
      return;
    }
    confusion.add(label, best);
    loss.add(-Math.log(Binary.clipped(probabilities[label])));
  }

  /// Rows measured.
  public long count() {
    return confusion.total();
  }

  /// Rows that could not be measured.
  public long skipped() {
    return skipped;
  }

  /// Mean of `-ln` of the probability given to the actual class, clipped to 1e-15.
  public double logLoss() {
    return loss.value() / count();
  }

  /// Decisions.
  public ConfusionMatrix confusion() {
    return confusion;
  }

  @Override
  public Multiclass plus(Multiclass other) {
    var both = new Multiclass(confusion.classes());
    both.confusion = confusion.plus(other.confusion);
    both.loss = loss.plus(other.loss);
    both.skipped = Math.addExact(skipped, other.skipped);
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Multiclass other
        && confusion.equals(other.confusion)
        && loss.equals(other.loss)
        && skipped == other.skipped;
  }

  @Override
  public int hashCode() {
    return loss.hashCode();
  }
}
