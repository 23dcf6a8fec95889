package dev.treeline.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.forest.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Rows and the bits that libxgboost gave for them: `golden.jsonl` of a model package, so that
/// anybody can prove a deployment scores as the trainer did.
///
/// One JSON object a line: `row` (null where missing), then `margins` and `predictions` as the
/// eight hex digits of each float32, since decimal text hides bits.
final class GoldenRows {
  private static final JsonFactory JSON = new JsonFactory();

  private GoldenRows() {}

  /// Scores every row with libxgboost and with the forest, bit by bit.
  ///
  /// @return `count` of the rows, evenly spread, as `golden.jsonl` holds them
  /// @throws CommandException at the first row whose bits differ
  static byte[] of(byte[] modelFile, Model model, TrainingTable table, int count) {
    Xgboost.Scores truth = Xgboost.score(modelFile, table);
    float[] row = new float[model.features()];
    float[] margins = new float[model.groups()];
    float[] predictions = new float[model.outputs()];
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    int step = Math.max(1, table.rows() / count);
    for (int i = 0; i < table.rows(); i++) {
      table.fill(i, row);
      model.margins(row, margins);
      model.predict(row, predictions);
      requireSame(i, "margins", margins, truth.margins(i));
      requireSame(i, "predictions", predictions, truth.predictions(i));
      if (i % step == 0 && i / step < count) {
        lines.writeBytes(line(row, margins, predictions));
      }
    }
    return lines.toByteArray();
  }

  private static void requireSame(int row, String what, float[] ours, float[] theirs) {
    for (int i = 0; i < theirs.length; i++) {
      if (Float.floatToRawIntBits(ours[i]) != Float.floatToRawIntBits(theirs[i])) {
        throw new CommandException(
            "row %d, %s %s: libxgboost answers %s; please report this model"
                .formatted(row + 1, what, Arrays.toString(ours), Arrays.toString(theirs)));
      }
    }
  }

  private static byte[] line(float[] row, float[] margins, float[] predictions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("row");
      for (float value : row) {
        if (Float.isNaN(value)) {
          json.writeNull();
        } else {
          json.writeNumber(value);
        }
      }
      json.writeEndArray();
      writeBits(json, "margins", margins);
      writeBits(json, "predictions", predictions);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeBits(JsonGenerator json, String name, float[] values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (float value : values) {
      json.writeString("%08x".formatted(Float.floatToRawIntBits(value)));
    }
    json.writeEndArray();
  }
}
