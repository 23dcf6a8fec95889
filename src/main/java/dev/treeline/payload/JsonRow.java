package dev.treeline.payload;

import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import dev.treeline.payload.BodyOptions.Nesting;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Fills one row from JSON tokens, again and again, and says where its cells stand.
///
/// Nothing switches over tokens: a switch over another class's enum costs a class of its own at a
/// cold start.
final class JsonRow implements Cells.Places {
  private static final String EXPECTED_CELL = "a number, null, or text";
  private static final String FEATURES = "features";

  private final JsonTokens tokens;
  private final JsonSource source;
  private final Nesting nesting;
  private final Consumer<? super Row> sink;
  private final Cells cells = new Cells(this);
  private final Members members = new Members();

  /// Which document of the body the row is in, from 1 on; 0 where there is but one.
  private long document;

  /// Below which member of the document the rows stand; empty for the document itself.
  private String under = "";

  /// Which element the row is; -1 when it is all there is.
  private long index = -1;

  /// Whether the cells are the elements of the row's member `features`.
  private boolean inFeatures;

  /// Names of the cells of all rows, when they stand elsewhere; empty when they do not.
  private String[] columns = {};

  private long shown;

  JsonRow(JsonTokens tokens, JsonSource source, Nesting nesting, Consumer<? super Row> sink) {
    this.tokens = tokens;
    this.source = source;
    this.nesting = nesting;
    this.sink = sink;
  }

  /// The same for another reading of the same body.
  JsonRow on(JsonTokens otherTokens, JsonSource otherSource) {
    return new JsonRow(otherTokens, otherSource, nesting, sink);
  }

  /// What the rows are shown to.
  Consumer<? super Row> sink() {
    return sink;
  }

  /// @param document from 1 on; 0 where there is but one
  void startDocument(long document) {
    this.document = document;
    startRows("");
  }

  /// @param under the path from the document to the rows, without `$.`
  void startRows(String under) {
    this.under = under;
    columns = new String[0];
    start(-1);
  }

  /// Names the cells of all rows to come, by position.
  void columns(String[] names) {
    columns = names;
  }

  /// @param index which element the row is; -1 when it is all there is
  void start(long index) {
    this.index = index;
    inFeatures = false;
    cells.clear();
  }

  void show() {
    if (shown++ == 0) {
      source.shown();
    }
    sink.accept(cells);
  }

  /// How many rows were shown.
  long shown() {
    return shown;
  }

  int width() {
    return cells.width();
  }

  /// Reads the scalars of an array from the token at hand on.
  void readElements() throws IOException {
    for (JsonToken token = tokens.token(); token != JsonToken.END_ARRAY; token = tokens.next()) {
      if (!token.isScalar()) {
        throw new PayloadException(cell(cells.width()), found(), EXPECTED_CELL);
      }
      int column = cells.width();
      readCell(column < columns.length ? columns[column] : null);
    }
    if (columns.length != 0 && cells.width() != columns.length) {
      throw new PayloadException(
          row(), cells.width() + " values", columns.length + ", one for each of the columns");
    }
  }

  /// Reads an object as one row: its `features`, if that is a list, or else its members by name.
  ///
  /// @param mayBeColumns whether the object may be columns or a tensor instead: below a document,
  ///   one that holds lists; in a list, one that holds a datatype
  /// @return false if it is; it is then not read to its end
  boolean readObject(boolean mayBeColumns) throws IOException {
    boolean alone = index < 0;
    String nested = null;
    members.start();
    while (tokens.next() == JsonToken.NAME) {
      String key = tokens.name();
      checkNew(members, key);
      JsonToken value = tokens.next();
      if (mayBeColumns && (alone ? value == JsonToken.START_ARRAY : isDatatype(key, value))) {
        return false;
      }
      if (inFeatures) {
        tokens.skipChildren();
      } else if (value == JsonToken.START_ARRAY && key.equals(FEATURES)) {
        cells.clear();
        inFeatures = true;
        tokens.next();
        readElements();
      } else if (!readMember(key) && nested == null) {
        nested = JsonProblems.member(row(), key);
      }
    }
    if (nested != null) {
      throw new PayloadException(nested, "a nested value", "a number, null, text or a list");
    }
    return true;
  }

  private static boolean isDatatype(String key, JsonToken value) {
    return value == JsonToken.STRING && key.equals("datatype");
  }

  /// @throws PayloadException if an object has a member twice
  void checkNew(Members of, String key) {
    if (!of.add(key)) {
      throw new PayloadException(
          JsonProblems.member(row(), key), "this name twice in one object", "it once");
    }
  }

  /// Reads the value at hand as one cell, or as one cell an element.
  ///
  /// @return false if it holds more than scalars, and has been passed over
  boolean readMember(String key) throws IOException {
    JsonToken value = tokens.token();
    if (value.isScalar()) {
      readCell(key);
      return true;
    }
    if (nesting == Nesting.FLATTENED) {
      new NestedMember(tokens, this).read(key);
      return true;
    }
    if (value == JsonToken.START_OBJECT) {
      tokens.skipChildren();
      return false;
    }
    boolean flat = true;
    JsonToken token = tokens.next();
    for (; token != JsonToken.END_ARRAY; token = tokens.next()) {
      if (token.isScalar()) {
        readCell(key);
      } else {
        tokens.skipChildren();
        flat = false;
      }
    }
    return flat;
  }

  /// Gives another name to a cell that has been read.
  void rename(int column, String name) {
    cells.rename(column, name);
  }

  void readCell(@Nullable String name) throws IOException {
    cells.name(name);
    JsonToken token = tokens.token();
    if (token == JsonToken.NULL) {
      cells.endAny();
      return;
    }
    cells.append(tokens.textBuffer(), 0, tokens.textLength());
    if (token == JsonToken.INTEGER || token == JsonToken.DECIMAL) {
      cells.endAny();
    } else if (token == JsonToken.STRING) {
      cells.endText();
    } else {
      cells.endWord();
    }
  }

  /// The value at hand, for messages.
  String found() throws IOException {
    JsonToken token = tokens.token();
    if (token.isStart()) {
      return token == JsonToken.START_ARRAY ? "an array" : "an object";
    }
    String text = JsonProblems.shortened(tokens.text());
    return token == JsonToken.STRING ? "\"" + text + "\"" : text;
  }

  @Override
  public String row() {
    String place = under.isEmpty() ? "$" : "$." + under;
    place = index < 0 ? place : place + "[" + index + "]";
    return document == 0 ? place : "document " + document + ": " + place;
  }

  @Override
  public String cell(int column) {
    if (inFeatures) {
      return row() + "." + FEATURES + "[" + column + "]";
    }
    if (column >= cells.width() || !cells.named() || columns.length != 0) {
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
