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
/// @param disclosure which values may be read; those of other text features are tokens in the cells
public record Profile(
    int version,
    long rows,
    String blockKind,
    List<FeatureProfile> features,
    List<FeatureProfile> predictions,
    Disclosure disclosure) {
  /// The version that this code writes and reads.
  public static final int VERSION = 2;

  /// Refuses a version that it does not know.
  public Profile {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "$.version: found " + version + ", expected " + VERSION + "; make the baseline anew");
    }
    features = List.copyOf(features);
    predictions = List.copyOf(predictions);
  }

  /// This baseline under a rule for private data: the cells of text features that are not shown
  /// hold tokens. What is a token already stays one.
  public Profile disclosed(Disclosure rule) {
    return new Profile(
        version,
        rows,
        blockKind,
        features.stream().map(feature -> feature.disclosed(rule)).toList(),
        predictions.stream().map(output -> output.disclosed(rule)).toList(),
        rule);
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
