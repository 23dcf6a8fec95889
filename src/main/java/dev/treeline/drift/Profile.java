package dev.treeline.drift;

import dev.treeline.sketch.Partition;
import java.util.List;

/// A baseline, exact: what `profile.json` holds.
///
/// @param version of the format, [#VERSION]
/// @param rows rows of the baseline
/// @param blockKind what a block is, for people: `P1D of column time`, `20 contiguous chunks`
/// @param features in the model's order
/// @param predictions outputs: the score, the decided class; empty when no model scored the
///   baseline
public record Profile(
    int version,
    long rows,
    String blockKind,
    List<FeatureProfile> features,
    List<FeatureProfile> predictions) {
  /// The version that this code writes and reads.
  public static final int VERSION = 1;

  /// Refuses a version that it does not know.
  public Profile {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "$.version: found " + version + ", expected " + VERSION + "; make the baseline anew");
    }
    features = List.copyOf(features);
    predictions = List.copyOf(predictions);
  }

  /// The features' cells, in order.
  public List<Partition> featureCells() {
    return features.stream().map(FeatureProfile::partition).toList();
  }

  /// The outputs' cells, in order.
  public List<Partition> predictionCells() {
    return predictions.stream().map(FeatureProfile::partition).toList();
  }
}
