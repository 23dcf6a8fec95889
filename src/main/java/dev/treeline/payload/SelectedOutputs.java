package dev.treeline.payload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes what `SAGEMAKER_INFERENCE_OUTPUT` selects, as the SageMaker XGBoost container does.
/// Immutable, for every thread.
///
/// - `predicted_label`: 1 when p > 0.5, else 0, for `binary:logistic`; 1 when the margin > 0, else
///   0, for `binary:logitraw`; the first class of the greatest p for `multi:softprob`; the
///   prediction itself, as `1.0`, for `binary:hinge` and `multi:softmax`.
/// - `labels`: `[0, 1]`, or all classes of a `multi:` model.
/// - `probability`: p, or the greatest p.
/// - `probabilities`: `[1 - p, p]`, or all.
/// - `raw_score`: the prediction, or the greatest p.
/// - `raw_scores`: `[1 - x, x]` of the prediction x, or all.
/// - `predicted_score`, of regressions: the prediction.
///
/// Which objective has which is in [SelectedKey]. A key that the objective does not have is NaN.
/// Differences are of doubles. Where a prediction is NaN the label is 0, or for softprob the first
/// class that is NaN.
public final class SelectedOutputs implements Selection {
  private static final int TYPICAL_LENGTH = 48;

  private final List<String> ordered;
  private final List<String> columns;
  private final RowValues values;
  private final int outputs;

  SelectedOutputs(String objective, int groups, List<String> keys, List<String> valid) {
    outputs = objective.equals("multi:softprob") ? groups : 1;
    values = new RowValues(objective, groups);
    columns = List.copyOf(keys);
    ordered = new ArrayList<>(valid);
    ordered.retainAll(keys);
    for (String key : keys) {
      if (!ordered.contains(key)) {
        ordered.add(key);
      }
    }
  }

  /// Predictions that a row must have.
  public int outputs() {
    return outputs;
  }

  /// Writes all rows:
  /// - CSV: columns in the order of the setting, lists quoted, `1,"[0.4, 0.6]"`; newlines between
  ///   the rows and none at the end;
  /// - JSON: `{"predictions": [{"predicted_label": 1, …}, …]}`, keys in the order of the table
  ///   above with those that are NaN last;
  /// - JSON Lines: such an object a line;
  /// - RecordIO: the keys under `label`, as float32, a frame a row.
  ///
  /// @param scores row after row
  public Body write(ReplyFormat format, float[] scores) {
    if (format == ReplyFormat.RECORDIO) {
      return recordio(scores);
    }
    StringBuilder out = text(scores);
    if (format == ReplyFormat.CSV) {
      csv(out, scores);
    } else if (format == ReplyFormat.JSON) {
      out.append("{\"predictions\": [");
      objects(out, scores, ", ");
      out.append("]}");
    } else {
      objects(out, scores, "\n");
      out.append(scores.length == 0 ? "" : "\n");
    }
    return Body.text(format.contentType(), out.toString());
  }

  /// The same under `SAGEMAKER_BATCH`, where CSV has a newline at its end too.
  ///
  /// @param scores row after row
  public Body writeBatch(ReplyFormat format, float[] scores) {
    if (format != ReplyFormat.CSV) {
      return write(format, scores);
    }
    StringBuilder out = text(scores);
    csv(out, scores);
    return Body.text(format.contentType(), out.append('\n').toString());
  }

  private StringBuilder text(float[] scores) {
    int rows = scores.length / outputs;
    return new StringBuilder(32 + rows * columns.size() * (TYPICAL_LENGTH + 12 * outputs));
  }

  private void csv(StringBuilder out, float[] scores) {
    for (int from = 0; from < scores.length; from += outputs) {
      out.append(from == 0 ? "" : "\n");
      for (int i = 0; i < columns.size(); i++) {
        out.append(i == 0 ? "" : ",");
        values.csv(out, columns.get(i), scores, from);
      }
    }
  }

  private void objects(StringBuilder out, float[] scores, String between) {
    for (int from = 0; from < scores.length; from += outputs) {
      out.append(from == 0 ? "" : between).append('{');
      for (int i = 0; i < ordered.size(); i++) {
        out.append(i == 0 ? "" : ", ");
        JsonText.string(out, ordered.get(i));
        out.append(": ");
        values.json(out, ordered.get(i), scores, from);
      }
      out.append('}');
    }
  }

  private Body recordio(float[] scores) {
    RecordWriter frames =
        new RecordWriter(scores.length / outputs, ordered.size() * (40 + 4 * outputs));
    for (int from = 0; from < scores.length; from += outputs) {
      for (String key : ordered) {
        float[] list = values.floats(key, scores, from);
        frames.label(key.getBytes(StandardCharsets.UTF_8), list, 0, list.length);
      }
      frames.endRecord();
    }
    return Body.binary(ReplyFormat.RECORDIO.contentType(), frames.bytes());
  }
}
