package dev.treeline.payload;

import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Goes over a JSON document in memory member by member, checking what it meets, and notes where
/// long arrays stand instead of reading them.
final class JsonScan {
  private final byte[] body;
  private final JsonTokens tokens;

  /// An array of scalars, nested at most once.
  ///
  /// @param from its first byte
  /// @param count scalars in it
  /// @param nested whether they stand in inner arrays
  /// @param width scalars of each inner array; 1 where there are none
  /// @param lists elements of the array itself
  record Array(int from, int count, boolean nested, int width, int lists) {}

  private JsonScan(byte[] body, JsonTokens tokens) {
    this.body = body;
    this.tokens = tokens;
  }

  /// Begins with the document that the first bytes of a body hold, an object.
  ///
  /// @throws PayloadException if they hold anything else
  static JsonScan of(byte[] body, int length) throws IOException {
    JsonScan scan = new JsonScan(body, JsonTokens.of(body, 0, length));
    scan.tokens.next();
    scan.expectObject("$", "an object with \"inputs\"");
    return scan;
  }

  /// Ends the document.
  ///
  /// @throws PayloadException if anything follows
  void end() throws IOException {
    if (tokens.next() != JsonToken.END) {
      throw JsonProblems.secondDocument(tokens);
    }
  }

  /// The name of the object's next member, whose value is then at hand; null at its end.
  ///
  /// @param path of the object
  /// @param members its names so far
  @Nullable String nextMember(String path, Members members) throws IOException {
    if (tokens.next() != JsonToken.NAME) {
      return null;
    }
    String name = tokens.name();
    if (!members.add(name)) {
      throw new PayloadException(
          JsonProblems.member(path, name), "this name twice in one object", "it once");
    }
    tokens.next();
    return name;
  }

  /// Goes on to the array's next element; false at its end.
  boolean nextElement() throws IOException {
    return tokens.next() != JsonToken.END_ARRAY;
  }

  boolean isObject() {
    return tokens.token() == JsonToken.START_OBJECT;
  }

  boolean isArray() {
    return tokens.token() == JsonToken.START_ARRAY;
  }

  /// Passes over the value at hand.
  void skip() throws IOException {
    tokens.skipChildren();
  }

  /// @throws PayloadException if the value at hand is no object
  void expectObject(String path, String expected) throws IOException {
    if (!isObject()) {
      throw wrong(path, expected);
    }
  }

  /// @throws PayloadException if the value at hand is no array
  void expectArray(String path, String expected) throws IOException {
    if (!isArray()) {
      throw wrong(path, expected);
    }
  }

  String text(String path) throws IOException {
    if (tokens.token() != JsonToken.STRING) {
      throw wrong(path, "a text");
    }
    return tokens.text();
  }

  boolean truth(String path) throws IOException {
    JsonToken token = tokens.token();
    if (token != JsonToken.TRUE && token != JsonToken.FALSE) {
      throw wrong(path, "true or false");
    }
    return token == JsonToken.TRUE;
  }

  /// The value at hand, a whole number of at least 0.
  int count(String path) throws IOException {
    String text = tokens.token() == JsonToken.INTEGER ? tokens.text() : "-";
    if (text.length() > 10 || text.startsWith("-") || Long.parseLong(text) > Integer.MAX_VALUE) {
      throw wrong(path, "a whole number from 0 to " + Integer.MAX_VALUE);
    }
    return Integer.parseInt(text);
  }

  /// The array at hand, gone over to its end.
  Array array(String path) throws IOException {
    expectArray(path, "a list of values, or of lists of values");
    int from = (int) tokens.start();
    int count = 0;
    int lists = 0;
    int width = 1;
    boolean scalars = false;
    for (JsonToken token = tokens.next(); token != JsonToken.END_ARRAY; token = tokens.next()) {
      if (token == JsonToken.START_ARRAY) {
        int inner = innerWidth(path, lists);
        if (scalars || (lists > 0 && inner != width)) {
          throw new PayloadException(
              path + "[" + (scalars ? count : lists) + "]",
              "a list of " + inner,
              scalars ? "a value, as before it" : "a list of " + width + ", as before it");
        }
        width = inner;
        lists++;
        count = Math.addExact(count, inner);
      } else if (token == JsonToken.START_OBJECT || lists > 0) {
        throw wrong(path + "[" + (scalars ? count : lists) + "]", lists > 0 ? "a list" : "a value");
      } else {
        scalars = true;
        count++;
      }
    }
    return new Array(from, count, lists > 0, width, lists > 0 ? lists : count);
  }

  /// An array of this document as a column of anything.
  Columns.Column column(String name, String path, Array array) {
    JsonElements elements = new JsonElements(body, array.from(), null);
    return new Columns.Column(name, path, array.width(), array.nested(), elements);
  }

  private int innerWidth(String path, int list) throws IOException {
    int width = 0;
    for (JsonToken token = tokens.next(); token != JsonToken.END_ARRAY; token = tokens.next()) {
      if (!token.isScalar()) {
        throw wrong(path + "[" + list + "][" + width + "]", "a value");
      }
      width++;
    }
    return width;
  }

  /// What is wrong with the value at hand.
  PayloadException wrong(String path, String expected) throws IOException {
    JsonToken token = tokens.token();
    String found;
    if (token == JsonToken.END) {
      found = "nothing";
    } else if (token == JsonToken.START_ARRAY) {
      found = "a list";
    } else if (token == JsonToken.START_OBJECT) {
      found = "an object";
    } else {
      String text = JsonProblems.shortened(tokens.text());
      found = token == JsonToken.STRING ? "\"" + text + "\"" : text;
    }
    return new PayloadException(path, found, expected);
  }
}
