package dev.treeline.payload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads libsvm text: a row a line, `[label] [qid:N] index:value …`, `#` before a comment.
///
/// A cell that is not there is missing, not zero. A word without a colon is the label, and is
/// passed over as in the SageMaker container; but it must be a number, and there is one at most, so
/// that CSV sent by this name is not taken for rows without values. Lines without words are no
/// rows, a label alone is a row without values. Indices come in any order, each once. Memory does
/// not grow with the file, only with its longest row. (Chang and Lin, LIBSVM; XGBoost's text input
/// format.)
public final class Libsvm implements Cells.Places {
  private static final int END = -1;

  private final Characters source;
  private final int base;
  private final @Nullable Consumer<? super Row> sink;
  private final Cells cells = new Cells(this);
  private final Decimal decimal = new Decimal();
  private final StringBuilder word = new StringBuilder();
  private char[] label = new char[32];
  private final SparseRow sparse;
  private boolean words;
  private boolean labelled;
  private long row;
  private long smallest = Long.MAX_VALUE;

  private Libsvm(InputStream text, int width, int base, @Nullable Consumer<? super Row> sink)
      throws IOException {
    source = new Characters(text);
    this.base = base;
    this.sink = sink;
    sparse = new SparseRow(cells, width, base);
  }

  /// Shows every row to a sink, in order. The row is the same object every time.
  ///
  /// @param text read to its end and left open
  /// @param width cells a row has; one that names a larger index is wider
  /// @param base the index of the first cell
  /// @return how many rows there were
  /// @throws PayloadException at an index that is no number, too large, or there twice
  public static long read(InputStream text, int width, int base, Consumer<? super Row> sink)
      throws IOException {
    return new Libsvm(text, width, base, sink).readRows();
  }

  /// Shows every row of a body in memory, counting from 1 if no index of the body is 0.
  static long read(byte[] body, BodyOptions options, Consumer<? super Row> sink)
      throws IOException {
    int base = options.indexBase() == BodyOptions.IndexBase.ONE ? 1 : 0;
    if (options.indexBase() == BodyOptions.IndexBase.AUTO) {
      base = smallestIndex(new ByteArrayInputStream(body)).orElse(0) >= 1 ? 1 : 0;
    }
    return read(new ByteArrayInputStream(body), options.features(), base, sink);
  }

  /// The smallest index of a whole text: empty where there is none. If it is 1 or more, the
  /// container counts from 1.
  public static OptionalLong smallestIndex(InputStream text) throws IOException {
    Libsvm reader = new Libsvm(text, 0, 0, null);
    reader.readRows();
    return reader.smallest == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(reader.smallest);
  }

  private long readRows() throws IOException {
    long shown = 0;
    try {
      while (readLine()) {
        if (words) {
          shown++;
          if (sink != null) {
            sparse.end();
            sink.accept(sparse);
          }
        }
      }
      return shown;
    } catch (CharacterCodingException malformed) {
      throw new PayloadException(row(), "bytes that are not UTF-8", "UTF-8 text");
    }
  }

  /// Fills the row with the next line; false at the end.
  private boolean readLine() throws IOException {
    cells.clear();
    sparse.clear();
    words = false;
    labelled = false;
    int c = source.read();
    if (c == END) {
      return false;
    }
    row++;
    while (c != '\n' && c != END) {
      if (c == '#') {
        while (c != '\n' && c != END) {
          c = source.read();
        }
      } else if (isSpace(c)) {
        c = source.read();
      } else {
        c = readWord(c);
      }
    }
    return true;
  }

  /// @return what ended the word
  private int readWord(int first) throws IOException {
    words = true;
    word.setLength(0);
    int c = first;
    while (c != ':' && c != '\n' && c != END && !isSpace(c)) {
      if (word.length() == Cells.MAX_ROW_LENGTH) {
        throw new PayloadException(row(), "an endless word", "index:value");
      }
      word.append((char) c);
      c = source.read();
    }
    if (c != ':') {
      checkLabel();
      return c;
    }
    boolean query = "qid".contentEquals(word);
    long index = query ? 0 : index();
    for (c = source.read(); c != '\n' && c != END && !isSpace(c); c = source.read()) {
      if (!query) {
        cells.append((char) c);
      }
    }
    if (!query) {
      cells.endAny();
      smallest = Math.min(smallest, index);
      sparse.put((int) (index - base));
    }
    return c;
  }

  /// A label is a number, one a line: else text of another kind would be rows without values.
  private void checkLabel() {
    if (label.length < word.length()) {
      label = new char[2 * word.length()];
    }
    word.getChars(0, word.length(), label, 0);
    if (labelled || !decimal.scan(label, 0, word.length())) {
      throw new PayloadException(
          row(),
          "\"" + JsonProblems.shortened(word.toString()) + "\"",
          "index:value after at most one number as label; delimited text is sent as Content-Type"
              + " text/csv");
    }
    labelled = true;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private long index() {
    long index;
    try {
      index = Integer.parseInt(word, 0, Math.min(word.length(), 11), 10);
    } catch (NumberFormatException _) {
      index = -1;
    }
    if (index < base || index - base >= Cells.MAX_WIDTH || word.length() > 11) {
      throw new PayloadException(
          row(),
          "the index \"" + JsonProblems.shortened(word.toString()) + "\"",
          "a number from %d to %d".formatted(base, Cells.MAX_WIDTH - 1 + base));
    }
    return index;
  }

  @Override
  public String row() {
    return "row " + row;
  }

  @Override
  public String cell(int column) {
    return row() + ", index " + (sparse.column(column) + base);
  }
}
