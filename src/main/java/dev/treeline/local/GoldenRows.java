package dev.treeline.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.forest.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Rows and the bits that libxgboost gave for them: `golden.jsonl` of a model package, so that
/// anybody can prove a deployment scores as the trainer did.
///
/// One JSON object a line: `row` (null where missing), then `margins` and `predictions` as the
/// eight hex digits of each float32, since decimal text hides bits.
final class GoldenRows {
  static final String FILE = "golden.jsonl";

  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonMapper MAPPER = new JsonMapper();

  private GoldenRows() {}

  /// Takes some of the rows, evenly spread.
  ///
  /// @param truth what libxgboost gave for all of them
  /// @return `count` of the rows, as `golden.jsonl` holds them
  static byte[] of(Rows rows, Xgboost.Scores truth, int count) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    float[] row = new float[rows.width()];
    int step = Math.max(1, rows.count() / count);
    for (int i = 0; i < rows.count() && i / step < count; i += step) {
      rows.fill(i, row);
      lines.writeBytes(line(row, truth.margins(i), truth.predictions(i)));
    }
    return lines.toByteArray();
  }

  /// The first row as a JSON array.
  static String first(byte[] lines) {
    String text = new String(lines, StandardCharsets.UTF_8);
    String line = text.lines().findFirst().orElse("");
    return parsed(FILE + " line 1", line).path("row").toString();
  }

  /// Compares what a model gives with what the lines say.
  ///
  /// @throws CommandException if a line is not a golden row of that model
  static BitComparison compare(Model model, byte[] lines) {
    List<float[]> rows = new ArrayList<>();
    List<float[]> margins = new ArrayList<>();
    List<float[]> predictions = new ArrayList<>();
    String text = new String(lines, StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      String place = FILE + " line " + (rows.size() + 1);
      JsonNode row = parsed(place, line);
      rows.add(floats(place, row, "row", model.features()));
      margins.add(floats(place, row, "margins", model.groups()));
      predictions.add(floats(place, row, "predictions", model.outputs()));
    }
    return BitComparison.of(
        model,
        new ListedRows(model.features(), rows),
        new Xgboost.Scores(margins.toArray(float[][]::new), predictions.toArray(float[][]::new)));
  }

  private static JsonNode parsed(String place, String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new CommandException(place + ": " + e.getOriginalMessage(), e);
    }
  }

  /// Numbers as such, `null` for NaN, or bits as hex digits.
  private static float[] floats(String place, JsonNode row, String key, int length) {
    JsonNode values = row.path(key);
    if (!values.isArray() || values.size() != length) {
      throw new CommandException(
          "%s: %s: found %d values, expected %d, as the model has"
              .formatted(place, key, values.size(), length));
    }
    float[] floats = new float[length];
    try {
      for (int i = 0; i < length; i++) {
        JsonNode value = values.get(i);
        floats[i] =
            value.isNull()
                ? Float.NaN
                : value.isTextual()
                    ? Float.intBitsToFloat(Integer.parseUnsignedInt(value.asText(), 16))
                    : Float.parseFloat(value.asText());
      }
      return floats;
    } catch (NumberFormatException e) {
      throw new CommandException(place + ": " + key + ": " + e.getMessage(), e);
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

  /// Rows one by one.
  private record ListedRows(int width, List<float[]> list) implements Rows {
    @Override
    public int count() {
      return list.size();
    }

    @Override
    public float[] values() {
      float[] values = new float[count() * width];
      for (int i = 0; i < list.size(); i++) {
        System.arraycopy(list.get(i), 0, values, i * width, width);
      }
      return values;
    }

    @Override
    public void fill(int row, float[] into) {
      System.arraycopy(list.get(row), 0, into, 0, width);
    }
  }
}
