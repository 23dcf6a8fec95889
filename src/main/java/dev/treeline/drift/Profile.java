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
/// @param modelVersion the version of the model that gave the outputs; empty when nobody knows
public record Profile(
    int version,
    long rows,
    String blockKind,
    List<FeatureProfile> features,
    List<FeatureProfile> predictions,
    Disclosure disclosure,
    String modelVersion) {
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

  /// A baseline of which nobody knows whose outputs it holds.
  public Profile(
      int version,
      long rows,
      String blockKind,
      List<FeatureProfile> features,
      List<FeatureProfile> predictions,
      Disclosure disclosure) {
    this(version, rows, blockKind, features, predictions, disclosure, "");
  }

  /// This baseline, whose outputs that version of the model gave.
  public Profile madeWith(String model) {
    return new Profile(version, rows, blockKind, features, predictions, disclosure, model);
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
        rule,
        modelVersion);
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
