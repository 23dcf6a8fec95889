package dev.treeline.booster;

/// The `model` of a gblinear booster as the file says it.
public final class LinearDocument implements BoosterDocument {
  /// One weight for each feature and output group, feature after feature; last the group's biases.
  public final float[] weights;

  public LinearDocument(float[] weights) {
    this.weights = weights;
  }
}
