package dev.treeline.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.forest.Model;
import dev.treeline.gate.GoldenComparison;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Rows and the bits that libxgboost gave for them: `golden.jsonl` of a model package, so that
/// anybody can prove a deployment scores as the trainer did.
///
/// One JSON object a line: `row` (null where missing), then `margins` and `predictions` as the
/// eight hex digits of each float32, since decimal text hides bits.
final class GoldenRows {
  static final String FILE = GoldenComparison.FILE;

  private static final JsonFactory JSON = new JsonFactory();

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
    try (MappingIterator<JsonNode> rows =
        new JsonMapper().readerFor(JsonNode.class).readValues(lines)) {
      return rows.next().path("row").toString();
    } catch (IOException | RuntimeException e) {
      throw new CommandException(FILE + " line 1: found no golden row: " + e.getMessage(), e);
    }
  }

  /// Compares what a model gives with what the lines say.
  ///
  /// @throws CommandException if a line is not a golden row of that model
  static BitComparison compare(Model model, byte[] lines) {
    try {
      GoldenComparison found = GoldenComparison.of(model, lines);
      return new BitComparison(found.rows(), found.values(), found.different(), found.first());
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
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
