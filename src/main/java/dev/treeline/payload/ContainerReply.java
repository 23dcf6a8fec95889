package dev.treeline.payload;

/// Predictions as the SageMaker XGBoost container answers without `SAGEMAKER_INFERENCE_OUTPUT`.
///
/// Every number is the float32 widened to double, as Python prints it, so it reads back to the same
/// float32. (aws/sagemaker-xgboost-container, `algorithm_mode/serve.py`.)
public final class ContainerReply {
  private static final int TYPICAL_LENGTH = 24;
  private static final byte[] SCORE = {'s', 'c', 'o', 'r', 'e'};

  private ContainerReply() {}

  /// Writes all rows:
  /// - CSV: lines, each ended by a newline, predictions of a row separated by commas; `nan`, `inf`;
  /// - JSON: `{"predictions": [{"score": 0.25}, …]}`; a list where a row has several predictions;
  ///   `NaN`, `Infinity`;
  /// - JSON Lines: `{"score": 0.25}` a line. The container answers 500 here;
  /// - RecordIO: `label["score"].float32_tensor` a frame. The container answers 500 here.
  ///
  /// No rows are an empty list or nothing.
  ///
  /// @param scores row after row
  /// @param outputs predictions a row, at least 1
  public static Body write(ReplyFormat format, float[] scores, int outputs) {
    if (format == ReplyFormat.RECORDIO) {
      return recordio(scores, outputs);
    }
    StringBuilder out = new StringBuilder(32 + scores.length * TYPICAL_LENGTH);
    if (format == ReplyFormat.CSV) {
      csv(out, scores, outputs);
    } else if (format == ReplyFormat.JSON) {
      json(out, scores, outputs);
    } else {
      jsonLines(out, scores, outputs);
    }
    return Body.text(format.contentType(), out.toString());
  }

  /// Writes all rows as under `SAGEMAKER_BATCH`: one a line whatever the format asked for, a row of
  /// several predictions as a Python list, `[0.25, 0.75]`. The content type is the one asked for,
  /// as in the container.
  ///
  /// @param scores row after row
  /// @param outputs predictions a row, at least 1
  public static Body writeBatch(ReplyFormat format, float[] scores, int outputs) {
    StringBuilder out = new StringBuilder(32 + scores.length * TYPICAL_LENGTH);
    for (int from = 0; from < scores.length; from += outputs) {
      out.append(from == 0 ? "" : "\n");
      Notation.PYTHON.row(out, scores, from, outputs);
    }
    return Body.text(format.contentType(), out.append('\n').toString());
  }

  static void csv(StringBuilder out, float[] scores, int outputs) {
    for (int from = 0; from < scores.length; from += outputs) {
      Notation.PYTHON.numbers(out, ",", scores, from, from + outputs);
      out.append('\n');
    }
  }

  static void json(StringBuilder out, float[] scores, int outputs) {
    out.append("{\"predictions\": [");
    for (int from = 0; from < scores.length; from += outputs) {
      out.append(from == 0 ? "{\"score\": " : ", {\"score\": ");
      Notation.JSON.row(out, scores, from, outputs);
      out.append('}');
    }
    out.append("]}");
  }

  private static void jsonLines(StringBuilder out, float[] scores, int outputs) {
    for (int from = 0; from < scores.length; from += outputs) {
      out.append("{\"score\": ");
      Notation.JSON.row(out, scores, from, outputs);
      out.append("}\n");
    }
  }

  private static Body recordio(float[] scores, int outputs) {
    RecordWriter frames = new RecordWriter(scores.length / outputs, 32 + 4 * outputs);
    for (int from = 0; from < scores.length; from += outputs) {
      frames.label(SCORE, scores, from, outputs);
      frames.endRecord();
    }
    return Body.binary(ReplyFormat.RECORDIO.contentType(), frames.bytes());
  }
}
