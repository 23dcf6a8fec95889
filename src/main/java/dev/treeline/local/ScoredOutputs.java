package dev.treeline.local;

import dev.treeline.drift.ProfileBuilder;
import dev.treeline.forest.Model;
import dev.treeline.monitor.Outputs;
import dev.treeline.payload.Row;
import dev.treeline.sketch.ColumnSketch;
import java.util.List;

/// A model's answers to the rows of a table, for their baseline. Not thread-safe.
final class ScoredOutputs {
  private final Model model;
  private final FeatureColumns columns;
  private final List<String> names;
  private final float[] features;
  private final float[] predictions;

  ScoredOutputs(Model model, FeatureColumns columns) {
    this.model = model;
    this.columns = columns;
    names = Outputs.names(classifies(model));
    features = new float[model.features()];
    predictions = new float[model.outputs()];
  }

  /// Whether the predictions are probabilities of classes.
  private static boolean classifies(Model model) {
    return switch (model.objective()) {
      case "binary:logistic", "multi:softprob" -> true;
      default -> false;
    };
  }

  List<String> names() {
    return names;
  }

  /// Adds a row's outputs to their sketches, one a name.
  void sketch(Row row, List<ColumnSketch> sketches) {
    double[] outputs = outputs(row);
    for (int i = 0; i < names.size(); i++) {
      sketches
          .get(i)
          .addNumber(Outputs.of(names.get(i), outputs), names.get(i).equals(Outputs.CLASS));
    }
  }

  /// Adds a row's outputs to the profile.
  void count(Row row, ProfileBuilder builder) {
    double[] outputs = outputs(row);
    for (int i = 0; i < names.size(); i++) {
      builder.addPrediction(i, Outputs.of(names.get(i), outputs));
    }
  }

  private double[] outputs(Row row) {
    columns.fill(row, features);
    model.predict(features, predictions);
    double[] outputs = new double[predictions.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = predictions[i];
    }
    return outputs;
  }
}
