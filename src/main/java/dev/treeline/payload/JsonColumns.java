package dev.treeline.payload;

import dev.treeline.payload.Columns.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the columnar shape of TensorFlow Serving and MLflow: `{"inputs": {"a": [1, 2], "b": [3,
/// 4]}}`, one list a column, all of the same length; also lists of one-element lists.
///
/// One member alone that holds longer lists is a tensor of rows, whose cells go by position.
final class JsonColumns {
  private static final String EXPECTED = "a list of values, as the other columns are";

  private JsonColumns() {}

  /// The columns under `inputs` or `outputs`.
  static Columns read(byte[] body) {
    Columns columns;
    try {
      JsonScan scan = JsonScan.of(body, body.length);
      columns = readTop(scan);
      scan.end();
    } catch (IOException problem) {
      throw JsonProblems.inMemory(problem);
    }
    if (columns == null) {
      throw new PayloadException("$", "no \"inputs\"", "an object of columns of that name");
    }
    return columns;
  }

  private static @Nullable Columns readTop(JsonScan scan) throws IOException {
    Members members = new Members();
    members.start();
    Columns columns = null;
    for (String key = scan.nextMember("$", members);
        key != null;
        key = scan.nextMember("$", members)) {
      if (scan.isObject() && (key.equals("inputs") || key.equals("outputs"))) {
        if (columns != null) {
          throw new PayloadException("$." + key, "a second list of rows", "only " + columns.path());
        }
        columns = readColumns(scan, "$." + key);
      } else {
        scan.skip();
      }
    }
    return columns;
  }

  private static Columns readColumns(JsonScan scan, String path) throws IOException {
    Members members = new Members();
    members.start();
    List<Column> columns = new ArrayList<>();
    List<JsonScan.Array> arrays = new ArrayList<>();
    for (String name = scan.nextMember(path, members);
        name != null;
        name = scan.nextMember(path, members)) {
      String place = JsonProblems.member(path, name);
      scan.expectArray(place, EXPECTED);
      JsonScan.Array array = scan.array(place);
      arrays.add(array);
      columns.add(scan.column(name, place, array));
    }
    return check(path, columns, arrays);
  }

  private static Columns check(String path, List<Column> columns, List<JsonScan.Array> arrays) {
    if (columns.isEmpty()) {
      throw new PayloadException(path, "no columns", "an object of columns");
    }
    boolean alone = columns.size() == 1 && columns.getFirst().width() > 1;
    long rows = arrays.getFirst().lists();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column.width() != 1 && !alone) {
        throw new PayloadException(
            column.path(), "lists of " + column.width() + " values", "one value a row");
      }
      if (arrays.get(i).lists() != rows) {
        throw new PayloadException(
            column.path(),
            arrays.get(i).lists() + " values",
            rows + ", as in " + columns.getFirst().path());
      }
    }
    return new Columns(path, columns, rows, !alone);
  }
}
