package dev.treeline.forest;

import java.util.List;

/// A model as its file says it, whatever the format; nothing is checked yet but its shape.
///
/// @param objective XGBoost's name of it
/// @param featureNames one a feature, or empty
record ModelDocument(
    FileVersion version,
    LearnerParam param,
    String objective,
    List<String> featureNames,
    BoosterDocument booster) {

  ModelDocument {
    featureNames = List.copyOf(featureNames);
  }

  /// `learner_model_param`, whose values are all strings in the file.
  ///
  /// @param baseScore a number, or a list of them in brackets
  /// @param classes `num_class`: 0 or 1 where a row has one output
  /// @param features `num_feature`
  /// @param targets `num_target`: 1 in files that do not say
  record LearnerParam(String baseScore, int classes, int features, int targets) {}
}
