package dev.treeline.payload;

/// Replies of the V1 protocol (TensorFlow Serving, KServe) and of MLflow's server.
///
/// Predictions are `{"predictions": [0.25, 0.75]}`, a list where a row has several. KServe's V1
/// protocol adds `explanations` to that for `:explain` and leaves open what one is. Here there is
/// one a row, named as in the Python package `shap`, and the names are said once for all:
///
/// ```json
/// {"predictions": [0.25], "explanations": [{"base_value": -0.5, "values": [0.1, -0.7]}],
///  "feature_names": ["age", "income"]}
/// ```
///
/// `base_value` and the `values`, one a feature, add up to the row's margin. Where a row has
/// several margins each of these is a list with one number a margin, in the order of the classes.
/// What is not finite is `NaN`, `Infinity`, `-Infinity`.
///
/// (kserve.github.io/website, "V1 Protocol"; mlflow.org, "Deploy MLflow Model as a Local Inference
/// Server".)
public final class PredictionsReply {
  private static final int TYPICAL_LENGTH = 24;

  private PredictionsReply() {}

  /// Writes predictions.
  ///
  /// @param scores row after row
  /// @param outputs predictions a row, at least 1
  public static Body write(float[] scores, int outputs) {
    StringBuilder out = new StringBuilder(32 + scores.length * TYPICAL_LENGTH);
    predictions(out, scores, outputs);
    return Body.text("application/json", out.append('}').toString());
  }

  /// Writes predictions and what explains them.
  ///
  /// @param scores row after row
  /// @param outputs predictions a row, at least 1
  /// @param attributions of the same rows
  public static Body explained(float[] scores, int outputs, Attributions attributions) {
    StringBuilder out =
        new StringBuilder(64 + (scores.length + attributions.size()) * TYPICAL_LENGTH);
    predictions(out, scores, outputs);
    out.append(", \"explanations\": [");
    for (int row = 0; row < attributions.rows(); row++) {
      out.append(row == 0 ? "{\"base_value\": " : ", {\"base_value\": ");
      entry(out, attributions, row, attributions.features().size());
      out.append(", \"values\": [");
      for (int feature = 0; feature < attributions.features().size(); feature++) {
        out.append(feature == 0 ? "" : ", ");
        entry(out, attributions, row, feature);
      }
      out.append("]}");
    }
    out.append("], \"feature_names\": ");
    JsonText.strings(out, attributions.features());
    return Body.text("application/json", out.append('}').toString());
  }

  private static void predictions(StringBuilder out, float[] scores, int outputs) {
    out.append("{\"predictions\": [");
    for (int from = 0; from < scores.length; from += outputs) {
      out.append(from == 0 ? "" : ", ");
      Notation.JSON.row(out, scores, from, outputs);
    }
    out.append(']');
  }

  private static void entry(StringBuilder out, Attributions attributions, int row, int feature) {
    boolean several = attributions.groups() > 1;
    out.append(several ? "[" : "");
    attributions.appendGroups(out, row, feature);
    out.append(several ? "]" : "");
  }
}
