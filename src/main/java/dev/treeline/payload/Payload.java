package dev.treeline.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.treeline.payload.JsonReader.Documents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// Decodes a body to rows: the one reader of requests, captured bodies and tables.
///
/// What is read, by content type:
/// - `text/csv`: lines of cells, quoted by RFC 4180, `\n`, `\r\n` or `\r` between them. Blank lines
///   are passed over; all others have the width of the first. An empty cell is missing.
/// - `application/json`: an array of arrays, an array of objects, an array of scalars (one row) or
///   an object of scalars (one row); or an object that holds one of these under `inputs`,
///   `instances`, `predictions` or `features`, whose other members are passed over. Under
///   `predictions` an array of scalars is one row each, so that replies read back.
/// - `application/jsonlines`: such documents one after another.
///
/// In JSON a cell is missing when it is `null`, `""` or `NaN`, bare or as text; `Infinity` likewise
/// may be bare or text. Any other string is text, even one of digits. An array inside an object
/// gives one cell an element, all of the member's name.
///
/// Text is UTF-8, whatever a charset parameter says; a byte order mark is passed over, and
/// malformed text is an error. Memory does not grow with the body, only with its widest row.
public final class Payload {
  private static final String READABLE = "text/csv, application/json or application/jsonlines";
  private static final int MAX_DEPTH = 32;
  private static final int MAX_TEXT = 1 << 20;

  // Charset detection is off: it would take UTF-16 for text that a capture then could not keep.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .build())
          .build();

  private Payload() {}

  /// True when [#read] knows the type; its parameters may still be wrong.
  public static boolean reads(MediaType type) {
    return type.matches(MediaType.CSV)
        || type.matches(MediaType.JSON)
        || type.matches(MediaType.JSON_LINES);
  }

  /// Shows every row of a body to a sink, in order. The row is the same object every time.
  ///
  /// @param csv how to read `text/csv`; of no effect on other types
  /// @param body read to its end and left open
  /// @return how many rows there were, 0 for a body without any
  /// @throws PayloadException if the body, or its type, cannot be read; rows before that place have
  ///   been shown
  /// @throws IOException if the stream fails
  public static long read(
      MediaType type, InputStream body, CsvOptions csv, Consumer<? super Row> sink)
      throws IOException {
    if (type.matches(MediaType.CSV)) {
      checkLabelSize(type);
      return new CsvReader(body, csv, sink).read();
    }
    if (type.matches(MediaType.JSON)) {
      return readJson(body, Documents.ONE, sink);
    }
    if (type.matches(MediaType.JSON_LINES)) {
      return readJson(body, Documents.MANY, sink);
    }
    throw new PayloadException("Content-Type", "\"" + type.name() + "\"", READABLE);
  }

  /// Shows every row of a body in memory to a sink, as [#read(MediaType, InputStream, CsvOptions,
  /// Consumer)] does with [CsvOptions#BODY].
  public static long read(MediaType type, byte[] body, Consumer<? super Row> sink) {
    try {
      return read(type, new ByteArrayInputStream(body), CsvOptions.BODY, sink);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static long readJson(InputStream body, Documents documents, Consumer<? super Row> sink)
      throws IOException {
    try (JsonParser parser = JSON.createParser(withoutByteOrderMark(body))) {
      return new JsonReader(parser, documents, sink).read();
    }
  }

  /// The parser knows the mark only where it detects charsets.
  private static InputStream withoutByteOrderMark(InputStream body) throws IOException {
    PushbackInputStream in = new PushbackInputStream(body, 3);
    byte[] start = in.readNBytes(3);
    boolean marked =
        start.length == 3
            && (start[0] & 0xFF) == 0xEF
            && (start[1] & 0xFF) == 0xBB
            && (start[2] & 0xFF) == 0xBF;
    if (!marked) {
      in.unread(start);
    }
    return in;
  }

  /// Bodies hold no labels. The container takes `label_size=1` in spite of that, and its users send
  /// `label_size=0`, which it refuses; both say nothing here.
  private static void checkLabelSize(MediaType type) {
    String size = type.parameters().getOrDefault("label_size", "0");
    if (!size.equals("0") && !size.equals("1")) {
      throw new PayloadException("Content-Type", "label_size=" + size, "label_size=0 or none");
    }
  }
}
