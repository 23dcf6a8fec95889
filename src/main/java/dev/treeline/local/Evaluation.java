package dev.treeline.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.forest.Model;
import dev.treeline.quality.Binary;
import dev.treeline.quality.Multiclass;
import dev.treeline.quality.Regression;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// How good a model is on rows that it has not seen.
///
/// @param rows rows judged
/// @param metrics by name, in the order to show them
record Evaluation(long rows, Map<String, Double> metrics) {

  /// Scores every row and compares with its label.
  static Evaluation of(Model model, TrainingTable table, Labels labels) {
    return switch (labels.classCount()) {
      case 0 -> regression(model, table, labels);
      case 2 -> binary(model, table, labels);
      default -> multiclass(model, table, labels);
    };
  }

  /// One line for a person: `auc 0.78, log_loss 0.45`.
  String text() {
    return metrics.entrySet().stream()
        .map(metric -> "%s %.4g".formatted(metric.getKey(), metric.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// `{"rows": …, "metrics": {…}}`; a metric that cannot be had is null.
  String json() {
    ObjectNode root = new JsonMapper().createObjectNode();
    root.put("rows", rows);
    ObjectNode values = root.putObject("metrics");
    metrics.forEach((name, value) -> values.put(name, Double.isFinite(value) ? value : null));
    return root.toPrettyString() + "\n";
  }

  private static Evaluation regression(Model model, TrainingTable table, Labels labels) {
    Regression quality = new Regression();
    score(model, table, (row, p) -> quality.add(labels.values().get(row), p[0]));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("mae", quality.mae());
    metrics.put("rmse", quality.rmse());
    metrics.put("r2", quality.r2());
    return new Evaluation(quality.count(), metrics);
  }

  private static Evaluation binary(Model model, TrainingTable table, Labels labels) {
    Binary quality = new Binary(0.5);
    score(model, table, (row, p) -> quality.add(labels.values().get(row) > 0, p[0]));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", quality.auc());
    metrics.put("log_loss", quality.logLoss());
    metrics.put("accuracy", quality.confusion().accuracy());
    metrics.put("precision", quality.confusion().precision(1));
    metrics.put("recall", quality.confusion().recall(1));
    return new Evaluation(quality.count(), metrics);
  }

  private static Evaluation multiclass(Model model, TrainingTable table, Labels labels) {
    Multiclass quality = new Multiclass(labels.classCount());
    score(model, table, (row, p) -> quality.add(labels.values().get(row).intValue(), p));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("log_loss", quality.logLoss());
    metrics.put("accuracy", quality.confusion().accuracy());
    return new Evaluation(quality.count(), metrics);
  }

  private static void score(Model model, TrainingTable table, Scored scored) {
    float[] row = new float[model.features()];
    float[] predictions = new float[model.outputs()];
    for (int i = 0; i < table.count(); i++) {
      table.fill(i, row);
      model.predict(row, predictions);
      scored.accept(i, predictions);
    }
  }

  @FunctionalInterface
  private interface Scored {
    void accept(int row, float[] predictions);
  }
}
