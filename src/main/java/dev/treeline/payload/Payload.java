package dev.treeline.payload;

import dev.treeline.payload.BodyOptions.IndexBase;
import dev.treeline.payload.Decoded.Shape;
import dev.treeline.payload.JsonReader.Documents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// Decodes a body to rows: the one reader of requests, captured bodies and tables.
///
/// What is read, by content type:
/// - `text/csv`: lines of cells, quoted by RFC 4180, `\n`, `\r\n` or `\r` between them. Blank lines
///   are passed over; all others have the width of the first. An empty cell is missing.
/// - `text/libsvm`: see [Libsvm]; `application/x-recordio-protobuf`: see [RecordIoReader].
/// - `application/json`: an array of arrays, an array of objects, an array of scalars (one row) or
///   an object of scalars (one row); or an object that holds one of these under `inputs`,
///   `instances`, `predictions`, `outputs`, `features` or `dataframe_records`, whose other members
///   are passed over. Under `predictions` and `outputs` an array of scalars is one row each, so
///   that replies read back. An object whose `features` is a list is the row of that list. Also
///   `dataframe_split` (see [DataframeSplit]), columns under `inputs` or `outputs` (see
///   [JsonColumns]), and the tensors of a request or reply of the Open Inference Protocol (see
///   [InferenceRequest]), told by the `datatype` of the first.
/// - `application/jsonlines`: such documents one after another, but for columns and tensors.
/// - `application/octet-stream` with a parameter `inference-header-content-length`: a JSON document
///   of tensors with their bytes after it.
///
/// Rows of JSON are flat, unless [BodyOptions#nesting()] says otherwise.
///
/// In JSON a cell is missing when it is `null`, `""` or `NaN`, bare or as text; `Infinity` likewise
/// may be bare or text. Any other string is text, even one of digits. An array inside an object
/// gives one cell an element, all of the member's name. A name that comes twice in an object that
/// is read is an error.
///
/// Text is UTF-8, whatever a charset parameter says; a byte order mark is passed over, and
/// malformed text is an error. Memory does not grow with the body, only with its widest row; but
/// where columns or tensors are read, or the base of libsvm is to be found out, the body is held.
public final class Payload {
  private static final String READABLE =
      "text/csv, text/libsvm, application/x-recordio-protobuf, application/json or"
          + " application/jsonlines";

  private Payload() {}

  /// True when [#read] knows the type; its parameters may still be wrong.
  public static boolean reads(MediaType type) {
    return type.matches(MediaType.CSV)
        || type.matches(MediaType.JSON)
        || type.matches(MediaType.JSON_LINES)
        || type.matches(MediaType.LIBSVM)
        || type.matches(MediaType.RECORDIO)
        || holdsTensors(type);
  }

  /// Shows every row of a body to a sink, in order. The row is the same object every time.
  ///
  /// Libsvm whose base is to be found out, columns of JSON and tensors are held in memory.
  ///
  /// @param body read to its end and left open
  /// @return how many rows there were, and how they were wrapped
  /// @throws PayloadException if the body, or its type, cannot be read; rows before that place have
  ///   been shown
  /// @throws IOException if the stream fails
  public static Decoded decode(
      MediaType type, InputStream body, BodyOptions options, Consumer<? super Row> sink)
      throws IOException {
    if (type.matches(MediaType.JSON) || type.matches(MediaType.JSON_LINES)) {
      return JsonReader.read(JsonSource.of(body), documents(type), options.nesting(), sink);
    }
    if (type.matches(MediaType.LIBSVM) || holdsTensors(type)) {
      return decode(type, body.readAllBytes(), options, sink);
    }
    return decodeStream(type, body, options, sink);
  }

  /// Shows every row of a body in memory to a sink, as [#decode(MediaType, InputStream,
  /// BodyOptions, Consumer)] does.
  public static Decoded decode(
      MediaType type, byte[] body, BodyOptions options, Consumer<? super Row> sink) {
    try {
      if (type.matches(MediaType.JSON) || type.matches(MediaType.JSON_LINES)) {
        return JsonReader.read(JsonSource.of(body), documents(type), options.nesting(), sink);
      }
      if (type.matches(MediaType.LIBSVM)) {
        return new Decoded(Libsvm.read(body, options, sink), Shape.LIBSVM);
      }
      if (holdsTensors(type)) {
        InferenceDocument document = InferenceDocument.read(body, jsonLength(type));
        return new Decoded(document.tensors().read(sink), Shape.TENSORS);
      }
      return decodeStream(type, new ByteArrayInputStream(body), options, sink);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /// Shows every row of a body to a sink, as [#decode(MediaType, InputStream, BodyOptions,
  /// Consumer)] does.
  ///
  /// @param csv how to read `text/csv`; of no effect on other types
  /// @return how many rows there were, 0 for a body without any
  public static long read(
      MediaType type, InputStream body, CsvOptions csv, Consumer<? super Row> sink)
      throws IOException {
    return decode(type, body, new BodyOptions(csv, 0, IndexBase.AUTO), sink).rows();
  }

  /// Shows every row of a body in memory to a sink, as [#decode(MediaType, byte\[\], BodyOptions,
  /// Consumer)] does with [BodyOptions#BODY].
  public static long read(MediaType type, byte[] body, Consumer<? super Row> sink) {
    return decode(type, body, BodyOptions.BODY, sink).rows();
  }

  /// Decodes what streams by whatever its shape.
  private static Decoded decodeStream(
      MediaType type, InputStream body, BodyOptions options, Consumer<? super Row> sink)
      throws IOException {
    if (type.matches(MediaType.CSV)) {
      checkLabelSize(type);
      return new Decoded(new CsvReader(body, options.csv(), sink).read(), Shape.CSV);
    }
    if (type.matches(MediaType.RECORDIO)) {
      long rows = new RecordIoReader(body, options.features(), sink).read();
      return new Decoded(rows, Shape.RECORDIO);
    }
    throw new PayloadException("Content-Type", "\"" + type.name() + "\"", READABLE);
  }

  private static Documents documents(MediaType type) {
    return type.matches(MediaType.JSON) ? Documents.ONE : Documents.MANY;
  }

  private static boolean holdsTensors(MediaType type) {
    return type.matches(MediaType.OCTET_STREAM)
        && type.parameters().containsKey(MediaType.JSON_LENGTH);
  }

  private static int jsonLength(MediaType type) {
    String length = type.parameters().getOrDefault(MediaType.JSON_LENGTH, "");
    try {
      return Integer.parseInt(length);
    } catch (NumberFormatException _) {
      throw new PayloadException(
          "Content-Type", MediaType.JSON_LENGTH + "=" + length, "the bytes of JSON, a number");
    }
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
