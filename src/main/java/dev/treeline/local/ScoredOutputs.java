package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.monitor.Outputs;
import dev.treeline.payload.Row;
import java.util.List;

/// A model's answers to the rows of a table, for their baseline. Not thread-safe.
final class ScoredOutputs implements RowOutputs {
  static final String CLASS = Outputs.CLASS;

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
  static boolean classifies(Model model) {
    return switch (model.objective()) {
      case "binary:logistic", "multi:softprob" -> true;
      default -> false;
    };
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean guessesClass() {
    return false;
  }

  @Override
  public String modelVersion() {
    return model.version();
  }

  @Override
  public double[] of(Row row) {
    columns.fill(row, features);
    model.predict(features, predictions);
    double[] outputs = new double[predictions.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = predictions[i];
    }
    return outputs;
  }
}
