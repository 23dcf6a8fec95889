package dev.treeline.request;

import dev.treeline.payload.Attributions;

/// What a model says of the rows of one request.
final class Scores {
  private final Served served;
  private final int rows;
  private final float[] predictions;
  private final float[] attributions;

  /// @param predictions `rows` × outputs of the model, row after row
  /// @param attributions `rows` × groups × (features + 1), in each group the bias last; empty when
  ///   nobody asked for them
  Scores(Served served, int rows, float[] predictions, float[] attributions) {
    this.served = served;
    this.rows = rows;
    this.predictions = predictions;
    this.attributions = attributions;
  }

  Served served() {
    return served;
  }

  int rows() {
    return rows;
  }

  float[] predictions() {
    return predictions;
  }

  /// What each feature added to each margin; of no rows when nobody asked.
  Attributions attributions() {
    return new Attributions(served.model().featureNames(), served.model().groups(), attributions);
  }

  /// The same numbers, row after row, in each group the bias last. Not to be changed.
  float[] attributionValues() {
    return attributions;
  }
}
