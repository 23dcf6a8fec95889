package dev.treeline.payload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A row as the sink saw it, kept for assertions.
record ShownRow(
    String place, List<String> names, List<Row.Kind> kinds, List<String> texts, List<String> at) {

  static ShownRow of(Row row) {
    return new ShownRow(
        row.place(),
        IntStream.range(0, row.width()).mapToObj(row::nameAt).toList(),
        IntStream.range(0, row.width()).mapToObj(row::kind).toList(),
        IntStream.range(0, row.width()).mapToObj(row::textAt).toList(),
        IntStream.range(0, row.width()).mapToObj(row::place).toList());
  }

  static List<ShownRow> csv(String text, CsvOptions options) {
    return of(MediaType.CSV, text.getBytes(StandardCharsets.UTF_8), options);
  }

  static List<ShownRow> csv(String text) {
    return csv(text, CsvOptions.BODY);
  }

  static List<ShownRow> json(String text) {
    return of(MediaType.JSON, text.getBytes(StandardCharsets.UTF_8), CsvOptions.BODY);
  }

  static List<ShownRow> of(MediaType type, byte[] body, CsvOptions options) {
    List<ShownRow> rows = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(body)) {
      long count = Payload.read(type, in, options, row -> rows.add(of(row)));
      if (count != rows.size()) {
        throw new AssertionError("counted " + count + ", shown " + rows.size());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /// Texts of all cells, row after row.
  static List<List<String>> texts(List<ShownRow> rows) {
    return rows.stream().map(ShownRow::texts).toList();
  }
}
