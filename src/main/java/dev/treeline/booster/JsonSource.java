package dev.treeline.booster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// XGBoost's JSON: bare `NaN` and `Infinity` are numbers, and floats are decimal texts that are
/// rounded once, to float, never by way of double.
public final class JsonSource implements ModelSource {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;

  /// @throws IOException if the bytes do not start as JSON
  public JsonSource(byte[] bytes) throws IOException {
    parser = JSON.createParser(bytes);
    parser.nextToken();
  }

  @Override
  public void enterObject() {
    require(JsonToken.START_OBJECT, "an object");
  }

  @Override
  public @Nullable String nextKey() throws IOException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String key = parser.currentName();
    parser.nextToken();
    return key;
  }

  @Override
  public void enterArray() {
    require(JsonToken.START_ARRAY, "an array");
  }

  @Override
  public boolean nextElement() throws IOException {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  @Override
  public String string() throws IOException {
    require(JsonToken.VALUE_STRING, "a string");
    return parser.getText();
  }

  @Override
  public int[] integers() throws IOException {
    enterArray();
    int[] values = new int[16];
    int size = 0;
    while (nextElement()) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      long value = integer();
      if (value != (int) value) {
        throw wrong("an integer of 32 bits");
      }
      values[size++] = (int) value;
    }
    return Arrays.copyOf(values, size);
  }

  @Override
  public long[] longs() throws IOException {
    enterArray();
    long[] values = new long[16];
    int size = 0;
    while (nextElement()) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = integer();
    }
    return Arrays.copyOf(values, size);
  }

  @Override
  public float[] floats() throws IOException {
    enterArray();
    float[] values = new float[16];
    int size = 0;
    while (nextElement()) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = number();
    }
    return Arrays.copyOf(values, size);
  }

  @Override
  public void skip() throws IOException {
    parser.skipChildren();
  }

  @Override
  public int start() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  @Override
  public int end() {
    return (int) parser.currentLocation().getByteOffset();
  }

  @Override
  public void requireEnd() throws IOException {
    if (parser.nextToken() != null) {
      throw new ModelFormatException(
          "byte " + parser.currentTokenLocation().getByteOffset(),
          describe(),
          "the end of the file, after the model's closing brace");
    }
  }

  @Override
  public String path() {
    var path = new StringBuilder();
    for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
      if (at.inObject() && at.getCurrentName() != null) {
        path.insert(0, "." + at.getCurrentName());
      } else if (at.inArray() && at.hasCurrentIndex()) {
        path.insert(0, "[" + at.getCurrentIndex() + "]");
      }
    }
    return path.insert(0, '$').toString();
  }

  @Override
  public long integer() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) { // not a case: a switch with null takes long to link
      throw wrong("an integer");
    }
    return switch (token) {
      case VALUE_TRUE -> 1;
      case VALUE_FALSE -> 0;
      case VALUE_NUMBER_INT -> {
        try {
          yield Long.parseLong(parser.getText());
        } catch (NumberFormatException e) {
          throw wrong("an integer of 64 bits");
        }
      }
      default -> throw wrong("an integer");
    };
  }

  /// Reads a number, rounded once to the nearest float.
  public float number() throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw wrong("a number");
    }
    try {
      return Float.parseFloat(parser.getText());
    } catch (NumberFormatException e) { // one of Jackson's other spellings, such as INF
      throw wrong("a number, NaN, Infinity or -Infinity");
    }
  }

  private void require(JsonToken token, String expected) {
    if (parser.currentToken() != token) {
      throw wrong(expected);
    }
  }

  private ModelFormatException wrong(String expected) {
    return new ModelFormatException(path(), describe(), expected);
  }

  private String describe() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "nothing";
    };
  }
}
