package dev.treeline.local;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.treeline.payload.Predictions;
import java.util.List;

/// How an answer is written: floats read back to the same bits.
enum LineFormat {
  /// Comma-separated values.
  CSV {
    @Override
    void floats(StringBuilder out, String key, float[] values, int from, int to) {
      Predictions.csvCells(out, values, from, to);
    }

    @Override
    void texts(StringBuilder out, String key, List<String> values, boolean list) {
      out.append(String.join(",", values));
    }

    @Override
    String quoted(String text) {
      boolean plain =
          text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
              && text.strip().equals(text);
      return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    String none() {
      return "";
    }
  },
  /// An object with one member.
  JSONL {
    @Override
    void floats(StringBuilder out, String key, float[] values, int from, int to) {
      boolean list = to - from != 1;
      out.append("{\"").append(key).append(list ? "\":[" : "\":");
      Predictions.jsonElements(out, values, from, to);
      out.append(list ? "]}" : "}");
    }

    @Override
    void texts(StringBuilder out, String key, List<String> values, boolean list) {
      out.append("{\"").append(key).append(list ? "\":[" : "\":");
      out.append(String.join(",", values)).append(list ? "]}" : "}");
    }

    @Override
    String quoted(String text) {
      return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    @Override
    String none() {
      return "{}";
    }
  };

  /// Appends numbers: in JSON one alone as itself, several as an array.
  abstract void floats(StringBuilder out, String key, float[] values, int from, int to);

  /// Appends values that are text already.
  ///
  /// @param list whether JSON has an array of them, even of one
  abstract void texts(StringBuilder out, String key, List<String> values, boolean list);

  /// A text as a value.
  abstract String quoted(String text);

  /// The line of a row without an answer.
  abstract String none();
}
