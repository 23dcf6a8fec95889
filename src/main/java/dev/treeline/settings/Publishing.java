package dev.treeline.settings;

import java.util.Set;

/// Which metrics of single features are published beside the aggregates; each costs by the month.
///
/// @param isSageMakers whether SageMaker Model Monitor's own metrics are published too
/// @param features those that have metrics in any case
/// @param most how many others have, those that drifted furthest
public record Publishing(boolean isSageMakers, Set<String> features, int most) {
  /// The aggregates alone.
  public static final Publishing AGGREGATES = new Publishing(false, Set.of(), Publishing.USUAL);

  /// Features that have metrics of their own unless told otherwise.
  static final int USUAL = 20;

  public Publishing {
    features = Set.copyOf(features);
  }
}
