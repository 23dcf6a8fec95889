package dev.treeline.benchmarks;

import java.util.Arrays;

/// Whether contributions are libxgboost's: a fast wrong answer is not measured.
///
/// Compared are the sample's first rows, as a batch and one by one, with the newest libxgboost. A
/// difference counts as a share of the largest contribution to the same margin: sums of thousands
/// of terms in another order leave nothing exact of a feature that hardly matters.
final class AttributionAgreement {
  private static final float TOLERANCE = 1e-5f;
  private static final int BATCH = 256;

  /// Of the batch: a row of a large model takes libxgboost a tenth of a second.
  private static final int ROWS = 32;

  private AttributionAgreement() {}

  /// @return the largest share by which a contribution differs
  /// @throws IllegalStateException naming the first row where they differ too much
  static float check(Sample sample, Attributor attributor) {
    int values = Explain.values(sample);
    float[] rows = sample.batches(BATCH)[0];
    float[] expected = new float[BATCH * values];
    try (Peer libxgboost = Attributor.LIBXGBOOST.open(sample)) {
      libxgboost.predict(rows, BATCH, expected);
    }
    float[] found = new float[BATCH * values];
    try (Peer peer = attributor.open(sample)) {
      peer.predict(rows, BATCH, found);
      float largest = compare(sample, attributor, found, expected);
      float[] row = new float[values];
      for (int r = 0; r < ROWS; r++) {
        peer.predict(sample.batches(1)[r], row);
        System.arraycopy(row, 0, found, r * values, values);
      }
      return Math.max(largest, compare(sample, attributor, found, expected));
    }
  }

  private static float compare(
      Sample sample, Attributor attributor, float[] found, float[] expected) {
    int margin = sample.features() + 1;
    float largest = 0;
    for (int i = 0; i < expected.length; i++) {
      float scale = largest(expected, i - i % margin, margin);
      float share = found[i] == expected[i] ? 0 : Math.abs(found[i] - expected[i]) / scale;
      // Written so that NaN is too much.
      if (!(share <= TOLERANCE)) {
        throw new IllegalStateException(
            "%s, row %d, value %d: %s says %s, libxgboost %s"
                .formatted(
                    sample.name(),
                    i / Explain.values(sample),
                    i % Explain.values(sample),
                    attributor,
                    found[i],
                    expected[i]));
      }
      largest = Math.max(largest, share);
    }
    return largest;
  }

  private static float largest(float[] values, int from, int count) {
    float largest = 0;
    for (float value : Arrays.copyOfRange(values, from, from + count)) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
