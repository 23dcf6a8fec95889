package dev.treeline.payload;

import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads MLflow's `dataframe_split`, pandas' `orient="split"`: the names of the columns, then rows
/// without names.
///
/// Columns that are numbers (those that pandas makes up) name nothing. The index is passed over.
final class DataframeSplit {
  private final JsonTokens tokens;
  private final JsonRow row;
  private final Members members = new Members();

  /// Known from a first reading, or read; null when neither.
  private String @Nullable [] columns;

  DataframeSplit(JsonTokens tokens, JsonRow row, String @Nullable [] columns) {
    this.tokens = tokens;
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
    if (tokens.token() != JsonToken.START_OBJECT) {
      throw new PayloadException(row.row(), row.found(), "an object with \"columns\" and \"data\"");
    }
    boolean late = false;
    boolean there = false;
    members.start();
    while (tokens.next() == JsonToken.NAME) {
      String key = tokens.name();
      row.checkNew(members, key);
      tokens.next();
      if (key.equals("columns")) {
        readColumns();
      } else if (!key.equals("data")) {
        tokens.skipChildren();
      } else if (columns != null) {
        readData();
        there = true;
      } else {
        tokens.skipChildren();
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
    for (JsonToken token = tokens.next(); token != JsonToken.END_ARRAY; token = tokens.next()) {
      if (token != JsonToken.STRING && token != JsonToken.INTEGER) {
        throw new PayloadException(
            "$.dataframe_split.columns[" + names.size() + "]", row.found(), "a name");
      }
      named |= token == JsonToken.STRING;
      String name = tokens.text();
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
    JsonToken token = tokens.next();
    for (long index = 0; token != JsonToken.END_ARRAY; index++) {
      row.start(index);
      if (token != JsonToken.START_ARRAY) {
        throw new PayloadException(row.row(), row.found(), "a row, which is a list");
      }
      tokens.next();
      row.readElements();
      row.show();
      token = tokens.next();
    }
    row.startRows("dataframe_split");
  }

  private void expectArray(String under, String expected) throws IOException {
    if (tokens.token() != JsonToken.START_ARRAY) {
      row.startRows(under);
      throw new PayloadException(row.row(), row.found(), expected);
    }
  }
}
