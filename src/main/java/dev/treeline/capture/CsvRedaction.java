package dev.treeline.capture;

/// Takes cells out of delimited text by their columns; what is left reads as a quoted empty cell,
/// which is a missing value. Reads the text as the endpoint does: the delimiter is the first of
/// comma, tab, semicolon, space, colon and bar that the first line holds outside quotes, quotes are
/// doubled inside quotes, and blank lines do not count.
///
/// A row that is not as wide as the model's is a text that was understood wrongly.
final class CsvRedaction {
  private static final String DELIMITERS = ",\t; :|";
  private static final String EMPTY = "\"\"";

  private final String text;
  private final Columns columns;
  private final char delimiter;
  private final Spans spans = new Spans();
  private int at;
  private int cells;
  private boolean blank;
  private int lastStart;

  private CsvRedaction(String text, Columns columns) {
    this.text = text;
    this.columns = columns;
    this.delimiter = delimiter(text);
  }

  /// @throws UnfoundException if a cell cannot be told from others
  static String redact(String text, Columns columns) throws UnfoundException {
    CsvRedaction redaction = new CsvRedaction(text, columns);
    redaction.rows();
    return redaction.spans.replace(text, EMPTY);
  }

  private static char delimiter(String text) {
    int best = DELIMITERS.length();
    boolean quoted = false;
    String start = text.strip();
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        break;
      } else if (!quoted) {
        int rank = DELIMITERS.indexOf(c);
        best = rank >= 0 ? Math.min(best, rank) : best;
      }
    }
    return DELIMITERS.charAt(best == DELIMITERS.length() ? 0 : best);
  }

  private void rows() throws UnfoundException {
    at = text.startsWith("\ufeff") ? 1 : 0;
    while (at < text.length()) {
      int start = at;
      cells = 0;
      blank = true;
      row(false);
      if (blank) {
        continue;
      }
      int width = delimiter == ' ' && lastStart == contentEnd() ? cells - 1 : cells;
      if (!columns.fits(width)) {
        throw new UnfoundException("a row of " + width + " cells");
      }
      at = start;
      cells = 0;
      row(true);
    }
  }

  /// Where the row that was just read ended, its line end not counted.
  private int contentEnd() {
    int end = at;
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  /// Reads one row, and marks its cells when told to.
  private void row(boolean mark) throws UnfoundException {
    if (delimiter == ' ') {
      skipPadding(' ');
    }
    while (true) {
      int start = at;
      lastStart = start;
      int end = cell();
      if (mark && columns.positions().contains(cells)) {
        spans.add(start, end);
      }
      cells++;
      if (at == text.length() || text.charAt(at) != delimiter) {
        break;
      }
      blank &= delimiter == ' ';
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
  }

  private void skipPadding(char c) {
    while (at < text.length() && text.charAt(at) == c) {
      at++;
    }
  }

  /// Reads one cell with the blanks around it, up to what ends it.
  private int cell() throws UnfoundException {
    int first = at;
    while (first < text.length() && isPadding(text.charAt(first))) {
      first++;
    }
    if (first < text.length() && text.charAt(first) == '"') {
      blank = false;
      at = afterQuotes(first);
    } else {
      while (at < text.length() && !ends(text.charAt(at))) {
        blank &= Character.isWhitespace(text.charAt(at));
        at++;
      }
    }
    return at;
  }

  private int afterQuotes(int first) throws UnfoundException {
    for (int i = first + 1; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          i++;
          continue;
        }
        int end = i + 1;
        while (end < text.length() && isPadding(text.charAt(end))) {
          end++;
        }
        if (end < text.length() && !ends(text.charAt(end))) {
          throw new UnfoundException("text after a closing quote");
        }
        return end;
      }
    }
    throw new UnfoundException("a quote that is never closed");
  }

  private boolean isPadding(char c) {
    return (c == ' ' || c == '\t') && c != delimiter;
  }

  private boolean ends(char c) {
    return c == delimiter || c == '\n' || c == '\r';
  }
}
