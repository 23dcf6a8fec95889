package dev.treeline.payload;

import java.util.List;

/// The keys of selectable output, and which objective has which.
final class SelectedKey {
  static final String PREDICTED_LABEL = "predicted_label";
  static final String LABELS = "labels";
  static final String PROBABILITY = "probability";
  static final String PROBABILITIES = "probabilities";
  static final String RAW_SCORE = "raw_score";
  static final String RAW_SCORES = "raw_scores";
  static final String PREDICTED_SCORE = "predicted_score";

  /// Those that have any.
  static final List<String> OBJECTIVES =
      List.of(
          "reg:squarederror",
          "reg:logistic",
          "reg:gamma",
          "reg:absoluteerror",
          "reg:tweedie",
          "binary:logistic",
          "binary:logitraw",
          "binary:hinge",
          "multi:softmax",
          "multi:softprob");

  private static final List<String> REGRESSION = List.of(PREDICTED_SCORE);

  private static final List<String> CLASSES =
      List.of(PREDICTED_LABEL, LABELS, RAW_SCORE, RAW_SCORES);

  private static final List<String> PROBABLE_CLASSES =
      List.of(PREDICTED_LABEL, LABELS, PROBABILITY, PROBABILITIES, RAW_SCORE, RAW_SCORES);

  private SelectedKey() {}

  /// The valid keys of an objective, in the order that JSON keeps; empty when there are none.
  static List<String> of(String objective) {
    return switch (objective) {
      case "reg:squarederror", "reg:logistic", "reg:gamma", "reg:absoluteerror", "reg:tweedie" ->
          REGRESSION;
      case "binary:logitraw", "binary:hinge", "multi:softmax" -> CLASSES;
      case "binary:logistic", "multi:softprob" -> PROBABLE_CLASSES;
      default -> List.of();
    };
  }
}
