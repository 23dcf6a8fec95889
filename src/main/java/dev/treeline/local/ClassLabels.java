package dev.treeline.local;

import dev.treeline.forest.Model;

/// From predictions to classes, by their numbers.
final class ClassLabels {
  private ClassLabels() {}

  /// Checks that the model's predictions are about classes.
  ///
  /// @throws CommandException naming its objective otherwise
  static void requireClasses(Model model) {
    switch (model.objective()) {
      case "binary:logistic",
          "binary:logitraw",
          "binary:hinge",
          "multi:softprob",
          "multi:softmax" -> {}
      default ->
          throw new CommandException(
              "--kind label: found the objective "
                  + model.objective()
                  + ", expected one of classes (binary:… or multi:…)");
    }
  }

  /// The classes of one row: one, but for a binary model with several targets one each.
  ///
  /// A binary model says the second class from its threshold on; a margin does from 0 on. The
  /// likeliest of several classes wins, the first one of equals, as in XGBoost.
  ///
  /// @param predictions of one row
  static int[] of(Model model, float[] predictions) {
    return switch (model.objective()) {
      case "multi:softprob" -> new int[] {likeliest(predictions)};
      case "binary:logistic" -> from(model.threshold(), predictions);
      case "binary:logitraw" -> from(0, predictions);
      case "binary:hinge" -> from(0.5f, predictions);
      default -> new int[] {Math.round(predictions[0])};
    };
  }

  private static int likeliest(float[] predictions) {
    int best = 0;
    for (int i = 1; i < predictions.length; i++) {
      best = predictions[i] > predictions[best] ? i : best;
    }
    return best;
  }

  private static int[] from(float threshold, float[] predictions) {
    int[] labels = new int[predictions.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = predictions[i] >= threshold ? 1 : 0;
    }
    return labels;
  }
}
