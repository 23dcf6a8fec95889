package dev.treeline.booster;

import java.util.List;
import java.util.Map;

/// A model as its file says it, whatever the format; nothing is checked yet but its shape.
///
/// @param objective XGBoost's name of it
/// @param attributes what training noted, such as `best_iteration`
/// @param featureNames one a feature, or empty
/// @param featureTypes `float`, `int`, `q`, `i` or `c`, one a feature, or empty
public record ModelDocument(
    FileVersion version,
    LearnerParam param,
    String objective,
    Map<String, String> attributes,
    List<String> featureNames,
    List<String> featureTypes,
    BoosterDocument booster) {

  public ModelDocument {
    attributes = Map.copyOf(attributes);
    featureNames = List.copyOf(featureNames);
    featureTypes = List.copyOf(featureTypes);
  }

  /// `learner_model_param`, whose values are all strings in the file.
  ///
  /// @param baseScore a number, or a list of them in brackets
  /// @param isMargin whether `baseScore` is a margin, as in binary files of version 0; otherwise it
  ///   lies in the space of predictions
  /// @param classes `num_class`: 0 or 1 where a row has one output
  /// @param features `num_feature`
  /// @param targets `num_target`: 1 in files that do not say
  public record LearnerParam(
      String baseScore, boolean isMargin, int classes, int features, int targets) {}
}
