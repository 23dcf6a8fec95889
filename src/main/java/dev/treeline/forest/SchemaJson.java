package dev.treeline.forest;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A small JSON document read forward once, which knows the path of the value at hand.
///
/// A method that does not find what it is asked for throws [ModelFormatException] with that path.
final class SchemaJson {
  private final JsonTokens tokens;

  /// What leads through each open container: `.name` or `[index]`; empty before its first value.
  private final String[] steps = new String[JsonTokens.DEEPEST];

  /// Which element of each open array is at hand.
  private final int[] indexes = new int[JsonTokens.DEEPEST];

  private int depth;

  /// @throws IOException if the bytes do not start as JSON
  SchemaJson(byte[] bytes) throws IOException {
    tokens = JsonTokens.of(bytes, 0, bytes.length);
    Arrays.fill(steps, "");
    tokens.next();
  }

  /// Steps into the object at hand.
  void enterObject() {
    enter(JsonToken.START_OBJECT, "an object");
  }

  /// Steps into the array at hand.
  void enterArray() {
    enter(JsonToken.START_ARRAY, "an array");
  }

  private void enter(JsonToken start, String expected) {
    require(start, expected);
    steps[depth] = "";
    indexes[depth] = -1;
    depth++;
  }

  /// Moves to the object's next key, whose value is then at hand; null at its end, which is left.
  @Nullable String nextKey() throws IOException {
    if (tokens.next() == JsonToken.END_OBJECT) {
      depth--;
      return null;
    }
    String key = tokens.name();
    steps[depth - 1] = "." + key;
    tokens.next();
    return key;
  }

  /// Moves to the array's next element; false at its end, which is left.
  boolean nextElement() throws IOException {
    if (tokens.next() == JsonToken.END_ARRAY) {
      depth--;
      return false;
    }
    indexes[depth - 1]++;
    steps[depth - 1] = "[" + indexes[depth - 1] + "]";
    return true;
  }

  String string() throws IOException {
    require(JsonToken.STRING, "a string");
    return tokens.text();
  }

  /// Reads a number, rounded once to the nearest float.
  float number() throws IOException {
    JsonToken token = tokens.token();
    if (token != JsonToken.INTEGER && token != JsonToken.DECIMAL) {
      throw wrong("a number");
    }
    return Float.parseFloat(tokens.text());
  }

  /// Makes sure that nothing follows the document.
  void requireEnd() throws IOException {
    if (tokens.next() != JsonToken.END) {
      throw new ModelFormatException(
          "byte " + tokens.start(),
          describe(),
          "the end of the file, after the model's closing brace");
    }
  }

  /// Where the value at hand is, such as `$.features[3]`.
  String path() {
    StringBuilder path = new StringBuilder("$");
    for (int i = 0; i < depth; i++) {
      path.append(steps[i]);
    }
    return path.toString();
  }

  private void require(JsonToken token, String expected) {
    if (tokens.token() != token) {
      throw wrong(expected);
    }
  }

  private ModelFormatException wrong(String expected) {
    return new ModelFormatException(path(), describe(), expected);
  }

  private String describe() {
    return switch (tokens.token()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case STRING -> "a string";
      case INTEGER, DECIMAL -> "a number";
      case TRUE, FALSE -> "a boolean";
      case NULL -> "null";
      case END_OBJECT, END_ARRAY, NAME, END -> "nothing";
    };
  }
}
