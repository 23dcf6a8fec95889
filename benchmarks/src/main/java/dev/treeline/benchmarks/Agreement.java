package dev.treeline.benchmarks;

/// Whether a peer says what libxgboost says: a fast wrong answer is not measured.
///
/// Exact peers must have every bit, one row at a time and in batches; for the others the largest
/// difference is limited.
final class Agreement {
  /// Of a probability. Sums of hundreds of leaves in another order or precision stay below it; one
  /// row in a wrong leaf does not.
  private static final float TOLERANCE = 1e-5f;

  private static final int BATCH = 256;

  private Agreement() {}

  /// Scores all rows of the sample in both ways.
  ///
  /// @return the largest difference from libxgboost's predictions
  /// @throws IllegalStateException naming the first row where they differ too much
  static float check(Sample sample, Contender contender) {
    float[] expected = sample.predictions();
    float[] found = new float[expected.length];
    try (Peer peer = contender.open(sample)) {
      float largest = compare(sample, contender, oneByOne(sample, peer, found), expected);
      return Math.max(
          largest, compare(sample, contender, inBatches(sample, peer, found), expected));
    }
  }

  private static float[] oneByOne(Sample sample, Peer peer, float[] predictions) {
    float[] scores = new float[sample.outputs()];
    int at = 0;
    for (float[] row : sample.batches(1)) {
      peer.predict(row, scores);
      System.arraycopy(scores, 0, predictions, at, scores.length);
      at += scores.length;
    }
    return predictions;
  }

  private static float[] inBatches(Sample sample, Peer peer, float[] predictions) {
    float[] scores = new float[BATCH * sample.outputs()];
    int at = 0;
    for (float[] batch : sample.batches(BATCH)) {
      peer.predict(batch, BATCH, scores);
      System.arraycopy(scores, 0, predictions, at, scores.length);
      at += scores.length;
    }
    return predictions;
  }

  private static float compare(
      Sample sample, Contender contender, float[] found, float[] expected) {
    float largest = 0;
    for (int i = 0; i < expected.length; i++) {
      boolean same = Float.floatToRawIntBits(found[i]) == Float.floatToRawIntBits(expected[i]);
      float difference = same ? 0 : Math.abs(found[i] - expected[i]);
      // Written so that NaN is too much.
      if (!(same || (!contender.exact && difference <= TOLERANCE))) {
        throw new IllegalStateException(
            "%s, %s, row %d: %s predicts %s, libxgboost %s"
                .formatted(
                    sample.name(),
                    contender.exact ? "bits" : "within " + TOLERANCE,
                    i / sample.outputs(),
                    contender,
                    found[i],
                    expected[i]));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }
}
