package dev.treeline.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads MLflow's `dataframe_split`, pandas' `orient="split"`: the names of the columns, then rows
/// without names.
///
/// Columns that are numbers (those that pandas makes up) name nothing. The index is passed over.
final class DataframeSplit {
  private final JsonParser parser;
  private final JsonRow row;
  private final Members members = new Members();

  /// Known from a first reading, or read; null when neither.
  private String @Nullable [] columns;

  DataframeSplit(JsonParser parser, JsonRow row, String @Nullable [] columns) {
    this.parser = parser;
    this.row = row;
    this.columns = columns;
  }

  /// The names of the columns; empty for columns without.
  String[] columns() {
    return columns == null ? new String[0] : columns;
  }

  /// Shows all rows of the object at hand.
  ///
  /// @return false if `data` came before `columns`; then it was passed over, and can be read now
  ///   that the columns are known
  boolean read() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new PayloadException(row.row(), row.found(), "an object with \"columns\" and \"data\"");
    }
    boolean late = false;
    boolean there = false;
    members.start();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      row.checkNew(members, key);
      parser.nextToken();
      if (key.equals("columns")) {
        readColumns();
      } else if (!key.equals("data")) {
        parser.skipChildren();
      } else if (columns != null) {
        readData();
        there = true;
      } else {
        parser.skipChildren();
        late = true;
      }
    }
    if (!late && !there) {
      throw new PayloadException(row.row(), "no \"data\"", "a list of rows of that name");
    }
    return !late;
  }

  private void readColumns() throws IOException {
    expectArray("dataframe_split.columns", "a list of names");
    Members once = new Members();
    once.start();
    List<String> names = new ArrayList<>();
    boolean named = false;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
        throw new PayloadException(
            "$.dataframe_split.columns[" + names.size() + "]", row.found(), "a name");
      }
      named |= token == JsonToken.VALUE_STRING;
      String name = parser.getText();
      if (!once.add(name)) {
        throw new PayloadException(
            "$.dataframe_split.columns[" + names.size() + "]",
            "\"" + JsonProblems.shortened(name) + "\" twice",
            "each name once");
      }
      names.add(name);
    }
    columns = named ? names.toArray(String[]::new) : new String[0];
  }

  private void readData() throws IOException {
    expectArray("dataframe_split.data", "a list of rows");
    row.startRows("dataframe_split.data");
    row.columns(columns());
    JsonToken token = parser.nextToken();
    for (long index = 0; token != JsonToken.END_ARRAY; index++) {
      row.start(index);
      if (token != JsonToken.START_ARRAY) {
        throw new PayloadException(row.row(), row.found(), "a row, which is a list");
      }
      parser.nextToken();
      row.readElements();
      row.show();
      token = parser.nextToken();
    }
    row.startRows("dataframe_split");
  }

  private void expectArray(String under, String expected) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      row.startRows(under);
      throw new PayloadException(row.row(), row.found(), expected);
    }
  }
}
