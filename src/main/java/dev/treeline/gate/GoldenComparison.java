package dev.treeline.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.forest.Model;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/// A model's scores beside those that `golden.jsonl` of its package holds, bit by bit. Any NaN
/// equals any other: which of its bits come out is the processor's affair.
///
/// One JSON object a line: `row` (null where missing), then `margins` and `predictions` as the
/// eight hex digits of each float32 that libxgboost gave.
///
/// @param rows compared
/// @param values compared, margins and predictions together
/// @param different how many of the values differ
/// @param first the first row that differs, in words
public record GoldenComparison(int rows, long values, long different, Optional<String> first) {
  /// The file's name in a model package.
  public static final String FILE = "golden.jsonl";

  private static final JsonMapper MAPPER = new JsonMapper();

  /// Scores every row.
  ///
  /// @param lines the file
  /// @throws IllegalArgumentException naming a line that is no golden row of that model
  public static GoldenComparison of(Model model, byte[] lines) {
    String text = new String(lines, StandardCharsets.UTF_8);
    float[] margins = new float[model.groups()];
    float[] predictions = new float[model.outputs()];
    Counter counter = new Counter();
    for (Iterator<String> each = text.lines().iterator(); each.hasNext(); ) {
      String place = FILE + " line " + (counter.rows + 1);
      JsonNode line = parsed(place, each.next());
      float[] row = floats(place, line, "row", model.features());
      model.margins(row, margins);
      model.predict(row, predictions);
      counter.rows++;
      counter.compare("margins", margins, floats(place, line, "margins", model.groups()));
      counter.compare(
          "predictions", predictions, floats(place, line, "predictions", model.outputs()));
    }
    return new GoldenComparison(counter.rows, counter.values, counter.different, counter.first);
  }

  private static JsonNode parsed(String place, String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(place + ": " + e.getOriginalMessage(), e);
    }
  }

  private static float[] floats(String place, JsonNode row, String key, int length) {
    JsonNode values = row.path(key);
    if (!values.isArray() || values.size() != length) {
      throw new IllegalArgumentException(
          "%s: %s: found %d values, expected %d, as the model has"
              .formatted(place, key, values.size(), length));
    }
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = number(place + ": " + key, values.get(i));
    }
    return floats;
  }

  /// A number as such, `null` for NaN, or bits as hex digits.
  private static float number(String place, JsonNode value) {
    try {
      return value.isNull()
          ? Float.NaN
          : value.isTextual()
              ? Float.intBitsToFloat(Integer.parseUnsignedInt(value.asText(), 16))
              : Float.parseFloat(value.asText());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private static final class Counter {
    private int rows;
    private long values;
    private long different;
    private Optional<String> first = Optional.empty();

    void compare(String what, float[] ours, float[] theirs) {
      values += theirs.length;
      for (int i = 0; i < theirs.length; i++) {
        if (Float.floatToIntBits(ours[i]) != Float.floatToIntBits(theirs[i])) {
          different++;
          first = first.or(() -> Optional.of(words(what, ours, theirs)));
        }
      }
    }

    private String words(String what, float[] ours, float[] theirs) {
      return "row %d, %s %s: libxgboost answers %s"
          .formatted(rows, what, Arrays.toString(ours), Arrays.toString(theirs));
    }
  }
}
