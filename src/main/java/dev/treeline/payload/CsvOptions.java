package dev.treeline.payload;

/// How delimited text is read where the text itself does not say.
///
/// @param header whether the first line names the columns
/// @param delimiters characters that may separate cells, in order of preference: the first one that
///   stands in the first line is taken, otherwise the first of all
/// @param widths whether a line of another width than the first is an error
public record CsvOptions(Header header, String delimiters, Widths widths) {
  /// Bodies of requests and replies: no header, and the delimiters that the SageMaker container
  /// guesses.
  public static final CsvOptions BODY = new CsvOptions(Header.ABSENT, ",\t; :|");

  /// Tables whose first line names the columns. A space or a colon may be part of a name.
  public static final CsvOptions TABLE = new CsvOptions(Header.PRESENT, ",\t;|");

  /// Tables that may lack the line of names: see [Header#AUTO].
  public static final CsvOptions ANY_TABLE = new CsvOptions(Header.AUTO, ",\t;|");

  /// Whether the first line names the columns.
  public enum Header {
    /// The first line is data.
    ABSENT,
    /// The first line names the columns.
    PRESENT,
    /// The first line names the columns when it holds text and no number. An empty cell names
    /// nothing, as in the tables of pandas, whose index column has no name.
    AUTO
  }

  /// Whether a line of another width than the first is an error.
  public enum Widths {
    /// It is.
    ALIKE,
    /// It is shown as it stands: the sink decides.
    ANY
  }

  /// Lines that are all as wide as the first.
  public CsvOptions(Header header, String delimiters) {
    this(header, delimiters, Widths.ALIKE);
  }

  public CsvOptions {
    if (delimiters.isEmpty()) {
      throw new IllegalArgumentException("delimiters: found none, expected at least one");
    }
  }
}
