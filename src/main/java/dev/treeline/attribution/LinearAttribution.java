package dev.treeline.attribution;

import java.util.Arrays;

/// A linear model's margins are a sum already: each feature earns its value times its weight, in
/// float32 as libxgboost has it, and a missing one nothing.
final class LinearAttribution implements Attribution {
  private final float[] weights;
  private final int features;
  private final float[] baseMargins;

  /// @param weights one for each feature and group, feature after feature; last the groups' biases
  LinearAttribution(float[] weights, int features, float[] baseMargins) {
    this.weights = weights;
    this.features = features;
    this.baseMargins = baseMargins;
  }

  @Override
  public void contributions(float[] rows, int count, float[] out, Scratch scratch) {
    int at = 0;
    for (int row = 0; row < count; row++) {
      for (int group = 0; group < baseMargins.length; group++) {
        for (int f = 0; f <= features; f++) {
          out[at++] = earns(rows, row * features, f, group);
        }
      }
    }
  }

  @Override
  public void approximate(float[] row, float[] out, Scratch scratch) {
    contributions(row, 1, out, scratch);
  }

  @Override
  public void interactions(float[] row, float[] out, Scratch scratch) {
    int side = features + 1;
    Arrays.fill(out, 0, baseMargins.length * side * side, 0);
    for (int group = 0; group < baseMargins.length; group++) {
      for (int f = 0; f <= features; f++) {
        out[(group * side + f) * side + f] = earns(row, 0, f, group);
      }
    }
  }

  private float earns(float[] rows, int from, int feature, int group) {
    int groups = baseMargins.length;
    float weight = weights[feature * groups + group];
    if (feature == features) {
      return weight + baseMargins[group];
    }
    float x = rows[from + feature];
    return Float.isNaN(x) ? 0 : x * weight;
  }

  @Override
  public Scratch scratch() {
    return Scratch.NONE;
  }
}
