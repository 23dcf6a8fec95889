package dev.treeline.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A JSON value and where it stands in its text.
///
/// @param kind what it is
/// @param start its first character
/// @param end after its last character
/// @param names an object's keys, escapes undone, in order and with repetitions
/// @param items an object's or array's values, in order
/// @param text a text's characters, escapes undone, or a number's digits; empty for all others
record JsonText(
    Kind kind, int start, int end, List<String> names, List<JsonText> items, String text) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /// What a value is.
  enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    /// A number, a boolean or null.
    OTHER
  }

  /// Every value of a text: one for a JSON document, one a line for JSON Lines.
  ///
  /// @throws IOException if it is no JSON, or nested more than a thousand deep
  static List<JsonText> read(String text) throws IOException {
    int base = text.startsWith("\ufeff") ? 1 : 0;
    List<JsonText> values = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text.substring(base))) {
      while (json.nextToken() != null) {
        values.add(value(json, base));
      }
    }
    return values;
  }

  private static JsonText value(JsonParser json, int base) throws IOException {
    int start = base + (int) json.currentTokenLocation().getCharOffset();
    JsonToken token = json.currentToken();
    List<String> names = new ArrayList<>();
    List<JsonText> items = new ArrayList<>();
    if (token == JsonToken.START_OBJECT) {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        names.add(json.currentName());
        json.nextToken();
        items.add(value(json, base));
      }
      return new JsonText(Kind.OBJECT, start, end(json, base), names, items, "");
    }
    if (token == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(json, base));
      }
      return new JsonText(Kind.ARRAY, start, end(json, base), names, items, "");
    }
    boolean isText = token == JsonToken.VALUE_STRING;
    String text = isText || token == JsonToken.VALUE_NUMBER_INT ? json.getText() : "";
    json.finishToken();
    return new JsonText(
        isText ? Kind.TEXT : Kind.OTHER, start, end(json, base), names, items, text);
  }

  private static int end(JsonParser json, int base) {
    return base + (int) json.currentLocation().getCharOffset();
  }

  /// A whole number of up to nine digits; 0 for anything else.
  int number() {
    boolean good = kind == Kind.OTHER && !text.isEmpty() && text.length() <= 9;
    return good ? Integer.parseInt(text) : 0;
  }

  boolean isScalar() {
    return kind == Kind.TEXT || kind == Kind.OTHER;
  }

  /// The first value of a key; itself empty when there is none.
  List<JsonText> member(String name) {
    int at = names.indexOf(name);
    return at < 0 ? List.of() : List.of(items.get(at));
  }

  /// Whether it is an array of nothing but texts, numbers, booleans and nulls, or empty.
  boolean isRow() {
    if (kind != Kind.ARRAY) {
      return false;
    }
    for (JsonText item : items) {
      if (!item.isScalar()) {
        return false;
      }
    }
    return true;
  }
}
