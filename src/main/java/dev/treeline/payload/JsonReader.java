package dev.treeline.payload;

import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import dev.treeline.json.MalformedJsonException;
import dev.treeline.payload.BodyOptions.Nesting;
import dev.treeline.payload.Decoded.Shape;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads rows from JSON documents as they stream by; see [Payload] for the shapes.
///
/// Columns and tensors do not stream: where they turn up, before any row was shown, the body is
/// read from its start again by [JsonColumns] or [InferenceDocument]. Nothing here calls itself, so
/// depth costs no stack.
final class JsonReader {
  private static final String EXPECTED_ROWS =
      "an array of rows, an object of named values, or an object with \"inputs\" or \"instances\"";

  private final JsonSource source;
  private final JsonTokens tokens;
  private final Documents documents;
  private final JsonRow row;
  private final Members members = new Members();

  /// Names of the columns of a `dataframe_split`; null while they are not known.
  private String @Nullable [] columns;

  /// How many documents there were, this one included.
  private long document;

  /// How the rows are wrapped, as far as is known.
  private Shape shape = Shape.PLAIN;

  /// Whether the body must be read again from its start, as this shape.
  private boolean again;

  /// How many documents a body may hold.
  enum Documents {
    ONE,
    MANY
  }

  private JsonReader(
      JsonSource source,
      JsonTokens tokens,
      Documents documents,
      String @Nullable [] columns,
      JsonRow row) {
    this.source = source;
    this.tokens = tokens;
    this.documents = documents;
    this.row = row;
    this.columns = columns;
  }

  static Decoded read(
      JsonSource source, Documents documents, Nesting nesting, Consumer<? super Row> sink)
      throws IOException {
    JsonTokens tokens = source.tokens();
    JsonRow row = new JsonRow(tokens, source, nesting, sink);
    return new JsonReader(source, tokens, documents, null, row).read();
  }

  private Decoded read() throws IOException {
    try {
      JsonToken token = tokens.next();
      while (token != JsonToken.END && !again) {
        document++;
        readDocument(token);
        token = again ? JsonToken.END : tokens.next();
      }
    } catch (MalformedJsonException malformed) {
      throw JsonProblems.malformed(malformed);
    }
    return again ? readAgain() : new Decoded(row.shown(), shape);
  }

  private Decoded readAgain() throws IOException {
    if (documents == Documents.MANY) {
      throw new PayloadException(
          row.row(), "columns or tensors", "rows, or the Content-Type application/json");
    }
    byte[] body = source.whole();
    if (shape == Shape.TENSORS) {
      return new Decoded(
          InferenceDocument.read(body, body.length).tensors().read(row.sink()), shape);
    }
    if (shape != Shape.DATAFRAME_SPLIT) {
      return new Decoded(JsonColumns.read(body).read(row.sink()), shape);
    }
    JsonSource kept = JsonSource.of(body);
    JsonTokens again = kept.tokens();
    return new JsonReader(kept, again, documents, columns, row.on(again, kept)).read();
  }

  private void readDocument(JsonToken token) throws IOException {
    if (documents == Documents.ONE && document > 1) {
      throw JsonProblems.secondDocument(tokens);
    }
    shape = Shape.PLAIN;
    row.startDocument(documents == Documents.ONE ? 0 : document);
    if (token == JsonToken.START_ARRAY) {
      readRows(false);
    } else if (token == JsonToken.START_OBJECT) {
      readTopObject();
    } else {
      throw new PayloadException("$", row.found(), EXPECTED_ROWS);
    }
  }

  /// Reads a top-level object: rows under one of the known keys, or else one row of named values.
  private void readTopObject() throws IOException {
    members.start();
    String nested = null;
    String rowsKey = null;
    while (!again && tokens.next() == JsonToken.NAME) {
      String key = tokens.name();
      row.checkNew(members, key);
      JsonToken value = tokens.next();
      Shape known = value.isStart() ? shapeUnder(key) : null;
      if (known != null) {
        if (rowsKey != null) {
          throw new PayloadException("$." + key, "a second list of rows", "only $." + rowsKey);
        }
        rowsKey = key;
        shape = known;
        readRowsUnder(key, value);
      } else if (rowsKey != null) {
        tokens.skipChildren();
      } else if (!row.readMember(key)) {
        nested = nested == null ? JsonProblems.member(row.row(), key) : nested;
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
    if (row.width() == 0) {
      throw new PayloadException(row.row(), "an empty object", EXPECTED_ROWS);
    }
    row.show();
  }

  private static @Nullable Shape shapeUnder(String key) {
    return switch (key) {
      case "features" -> Shape.FEATURES;
      case "instances" -> Shape.INSTANCES;
      case "inputs" -> Shape.INPUTS;
      case "predictions" -> Shape.PREDICTIONS;
      case "outputs" -> Shape.OUTPUTS;
      case "dataframe_split" -> Shape.DATAFRAME_SPLIT;
      case "dataframe_records" -> Shape.DATAFRAME_RECORDS;
      default -> null;
    };
  }

  private void readRowsUnder(String key, JsonToken value) throws IOException {
    row.startRows(key);
    if (shape == Shape.DATAFRAME_SPLIT) {
      DataframeSplit split = new DataframeSplit(tokens, row, columns);
      again = !split.read();
      columns = split.columns();
    } else if (value == JsonToken.START_ARRAY) {
      readRows(shape == Shape.PREDICTIONS || shape == Shape.OUTPUTS);
    } else {
      row.start(-1);
      endObject(row.readObject(mayBeColumns()));
    }
    if (!again) {
      row.startRows("");
    }
  }

  private boolean mayBeColumns() {
    return shape == Shape.INPUTS || shape == Shape.OUTPUTS;
  }

  private void endObject(boolean isRow) {
    if (isRow) {
      row.show();
    } else {
      again = true;
    }
  }

  /// Reads the rest of an array: rows, or scalars that are one row or one row each.
  private void readRows(boolean scalarsAreRows) throws IOException {
    JsonToken token = tokens.next();
    if (token.isScalar() && !scalarsAreRows) {
      row.start(-1);
      row.readElements();
      row.show();
      return;
    }
    for (long index = 0; token != JsonToken.END_ARRAY; index++) {
      row.start(index);
      if (token == JsonToken.START_OBJECT) {
        readObject(index);
        if (again) {
          return;
        }
      } else if (token == JsonToken.START_ARRAY) {
        tokens.next();
        row.readElements();
        row.show();
      } else if (scalarsAreRows) {
        row.readCell(null);
        row.show();
      } else {
        throw new PayloadException(row.row(), row.found(), "a row, as in the elements before it");
      }
      token = tokens.next();
    }
  }

  private void readObject(long index) throws IOException {
    if (index > 0 || !mayBeColumns()) {
      row.readObject(false);
      row.show();
    } else if (shape == Shape.OUTPUTS || !row.readObject(true)) {
      // Objects under `outputs` are a reply's tensors, or those that a request asks for.
      shape = Shape.TENSORS;
      again = true;
    } else {
      row.show();
    }
  }
}
