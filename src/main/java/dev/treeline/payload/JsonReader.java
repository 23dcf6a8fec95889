package dev.treeline.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads rows from JSON documents as they stream by; see [Payload] for the shapes.
///
/// Nothing here calls itself, so depth costs no stack.
final class JsonReader implements Cells.Places {
  private static final String EXPECTED_ROWS =
      "an array of rows, an object of named values, or an object with \"inputs\" or \"instances\"";
  private static final String EXPECTED_CELL = "a number, null, or text";

  private final JsonParser parser;
  private final Documents documents;
  private final Consumer<? super Row> sink;
  private final Cells cells = new Cells(this);
  private long rows;

  /// How many documents there were, this one included.
  private long document;

  /// Where rows stand: `$`, or `$.inputs`.
  private String base = "$";

  /// Which element of the base is the row; -1 when the base itself is.
  private long index = -1;

  /// How many documents a body may hold.
  enum Documents {
    ONE,
    MANY
  }

  JsonReader(JsonParser parser, Documents documents, Consumer<? super Row> sink) {
    this.parser = parser;
    this.documents = documents;
    this.sink = sink;
  }

  long read() throws IOException {
    try {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        document++;
        readDocument(token);
      }
      return rows;
    } catch (JsonProcessingException malformed) {
      throw new PayloadException(
          JsonProblems.place(parser.currentLocation()),
          JsonProblems.found(malformed),
          "a JSON document");
    }
  }

  private void readDocument(JsonToken token) throws IOException {
    base = "$";
    index = -1;
    if (documents == Documents.ONE && document > 1) {
      throw new PayloadException(
          JsonProblems.place(parser.currentTokenLocation()),
          "a second document",
          "the end of the body");
    }
    switch (token) {
      case START_ARRAY -> readRows(false);
      case START_OBJECT -> readTopObject();
      default -> throw new PayloadException("$", found(token), EXPECTED_ROWS);
    }
  }

  /// Reads a top-level object: rows under one of the known keys, or else one row of named values.
  private void readTopObject() throws IOException {
    cells.clear();
    String nested = null;
    String rowsKey = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isStructStart() && holdsRows(key)) {
        if (rowsKey != null) {
          throw new PayloadException("$." + key, "a second list of rows", "only $." + rowsKey);
        }
        rowsKey = key;
        readRowsUnder(key, value);
      } else if (rowsKey != null) {
        parser.skipChildren();
      } else if (!readMember(key, value)) {
        nested = nested == null ? JsonProblems.member("$", key) : nested;
      }
    }
    if (rowsKey == null) {
      endTopRow(nested);
    }
  }

  private void endTopRow(@Nullable String nested) {
    if (nested != null) {
      throw new PayloadException(nested, "a nested value", EXPECTED_ROWS);
    }
    if (cells.width() == 0) {
      throw new PayloadException("$", "an empty object", EXPECTED_ROWS);
    }
    show();
  }

  private static boolean holdsRows(String key) {
    return switch (key) {
      case "inputs", "instances", "predictions", "features" -> true;
      default -> false;
    };
  }

  private void readRowsUnder(String key, JsonToken value) throws IOException {
    base = "$." + key;
    if (value == JsonToken.START_ARRAY) {
      readRows(key.equals("predictions"));
    } else {
      readObjectRow();
    }
    base = "$";
    index = -1;
  }

  /// Reads the rest of an array: rows, or scalars that are one row or one row each.
  private void readRows(boolean scalarsAreRows) throws IOException {
    JsonToken token = parser.nextToken();
    if (token.isScalarValue() && !scalarsAreRows) {
      cells.clear();
      readCells(token);
      show();
      return;
    }
    for (index = 0; token != JsonToken.END_ARRAY; index++) {
      cells.clear();
      if (token == JsonToken.START_ARRAY) {
        readCells(parser.nextToken());
        show();
      } else if (token == JsonToken.START_OBJECT) {
        readObjectRow();
      } else if (scalarsAreRows) {
        readCell(null, token);
        show();
      } else {
        throw new PayloadException(row(), found(token), "a row, as in the elements before it");
      }
      token = parser.nextToken();
    }
  }

  /// Reads the scalars of an array from this token on.
  private void readCells(JsonToken first) throws IOException {
    for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (!token.isScalarValue()) {
        throw new PayloadException(cell(cells.width()), found(token), EXPECTED_CELL);
      }
      readCell(null, token);
    }
  }

  private void readObjectRow() throws IOException {
    cells.clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (!readMember(key, parser.nextToken())) {
        throw new PayloadException(
            JsonProblems.member(row(), key), "a nested value", "a number, null, text or a list");
      }
    }
    show();
  }

  /// Reads an object's member as one cell, or as one cell an element.
  ///
  /// @return false if it holds more than scalars, and has been passed over
  private boolean readMember(String key, JsonToken value) throws IOException {
    if (value.isScalarValue()) {
      readCell(key, value);
      return true;
    }
    if (value == JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    boolean flat = true;
    JsonToken token = parser.nextToken();
    for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (token.isScalarValue()) {
        readCell(key, token);
      } else {
        parser.skipChildren();
        flat = false;
      }
    }
    return flat;
  }

  private void readCell(@Nullable String name, JsonToken token) throws IOException {
    cells.name(name);
    switch (token) {
      case VALUE_NULL -> cells.endAny();
      case VALUE_STRING -> {
        appendText();
        cells.endText();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        appendText();
        cells.endAny();
      }
      default -> {
        appendText();
        cells.endWord();
      }
    }
  }

  private void appendText() throws IOException {
    cells.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  private void show() {
    rows++;
    sink.accept(cells);
  }

  private String found(JsonToken token) throws IOException {
    return switch (token) {
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "\"" + JsonProblems.shortened(parser.getText()) + "\"";
      default -> JsonProblems.shortened(parser.getText());
    };
  }

  @Override
  public String row() {
    String place = index < 0 ? base : base + "[" + index + "]";
    return documents == Documents.ONE ? place : "document " + document + ": " + place;
  }

  @Override
  public String cell(int column) {
    if (column >= cells.width() || !cells.named()) {
      return row() + "[" + column + "]";
    }
    String place = JsonProblems.member(row(), cells.nameAt(column));
    int element = elementOfMember(column);
    return element < 0 ? place : place + "[" + element + "]";
  }

  /// Which element of its member's array a cell is; -1 when its name is its own.
  private int elementOfMember(int column) {
    String name = cells.nameAt(column);
    int first = column;
    while (first > 0 && cells.nameAt(first - 1).equals(name)) {
      first--;
    }
    boolean alone = column + 1 == cells.width() || !cells.nameAt(column + 1).equals(name);
    return first == column && alone ? -1 : column - first;
  }
}
