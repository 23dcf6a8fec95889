package dev.treeline.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads delimited text: RFC 4180, with the delimiter found in the first line.
///
/// Spaces and tabs around a cell without quotes do not count, except as delimiters. Where the
/// delimiter is a space, those at either end of a line do not count either.
final class CsvReader implements Cells.Places {
  private static final int END = -1;

  private final Characters source;
  private final CsvOptions options;
  private final Consumer<? super Row> sink;
  private final Cells cells = new Cells(this);
  private char delimiter;
  private int width;
  private long row;
  private boolean quoted;
  private String[] header = {};

  CsvReader(InputStream body, CsvOptions options, Consumer<? super Row> sink) throws IOException {
    this.source = new Characters(body);
    this.options = options;
    this.sink = sink;
  }

  long read() throws IOException {
    try {
      return readRows();
    } catch (CharacterCodingException malformed) {
      throw new PayloadException(cell(cells.width()), "bytes that are not UTF-8", "UTF-8 text");
    }
  }

  private long readRows() throws IOException {
    delimiter = Delimiter.of(source.ahead(Delimiter.SEEN).strip(), options.delimiters());
    long rows = 0;
    while (readRow()) {
      if (row == 1) {
        width = cells.width();
        if (isHeader()) {
          header = IntStream.range(0, width).mapToObj(cells::textAt).toArray(String[]::new);
          cells.names(header);
          continue;
        }
      }
      if (cells.width() != width && options.widths() == CsvOptions.Widths.ALIKE) {
        throw new PayloadException(
            row(), cells.width() + " cells", width + " as in row 1 (delimiter " + shown() + ")");
      }
      sink.accept(cells);
      rows++;
    }
    return rows;
  }

  private boolean isHeader() {
    return switch (options.header()) {
      case ABSENT -> false;
      case PRESENT -> true;
      case AUTO ->
          kinds().noneMatch(kind -> kind == Row.Kind.INTEGRAL || kind == Row.Kind.FRACTIONAL)
              && kinds().anyMatch(kind -> kind == Row.Kind.TEXT);
    };
  }

  private Stream<Row.Kind> kinds() {
    return IntStream.range(0, width).mapToObj(cells::kind);
  }

  /// Fills the cells with the next row that is not blank; false at the end.
  private boolean readRow() throws IOException {
    row++;
    do {
      cells.clear();
      quoted = false;
      int c = source.read();
      while (c == '\n' || c == '\r' || (c == ' ' && delimiter == ' ')) {
        c = source.read();
      }
      if (c == END) {
        return false;
      }
      while (readCell(c) == delimiter) {
        c = source.read();
      }
      if (delimiter == ' ') {
        cells.dropEmptyEnd();
      }
    } while (cells.isBlank() && !quoted);
    return true;
  }

  /// Reads one cell from its first character on.
  ///
  /// @return what ended it: the delimiter, a newline or the end
  private int readCell(int first) throws IOException {
    int c = first;
    while (isPadding(c)) {
      c = source.read();
    }
    if (c == '"') {
      return readQuoted();
    }
    while (c != delimiter && c != '\n' && c != '\r' && c != END) {
      cells.append((char) c);
      c = source.read();
    }
    cells.stripEnd();
    cells.endAny();
    return lineEnd(c);
  }

  private int readQuoted() throws IOException {
    quoted = true;
    while (true) {
      int c = source.read();
      if (c == END) {
        throw new PayloadException(
            cell(cells.width()), "a quote that is never closed", "\" at the end of the cell");
      }
      if (c == '"') {
        c = source.read();
        if (c != '"') {
          return afterQuote(c);
        }
      }
      cells.append((char) c);
    }
  }

  private int afterQuote(int next) throws IOException {
    int c = next;
    while (isPadding(c)) {
      c = source.read();
    }
    if (c != delimiter && c != '\n' && c != '\r' && c != END) {
      throw new PayloadException(
          cell(cells.width()),
          "'" + Character.toString(c) + "' after a closing quote",
          "the delimiter " + shown() + ", a new line, or \"\" for a quote inside quotes");
    }
    cells.endAny();
    return lineEnd(c);
  }

  private boolean isPadding(int c) {
    return (c == ' ' || c == '\t') && c != delimiter;
  }

  private int lineEnd(int c) throws IOException {
    if (c == '\r') {
      source.skip('\n');
      return '\n';
    }
    return c;
  }

  private String shown() {
    return delimiter == '\t' ? "tab" : delimiter == ' ' ? "space" : "'" + delimiter + "'";
  }

  @Override
  public String row() {
    return "row " + row;
  }

  @Override
  public String cell(int column) {
    String place = row() + ", column " + (column + 1);
    boolean named = column < header.length && !header[column].isEmpty();
    return named ? place + " (" + header[column] + ")" : place;
  }
}
