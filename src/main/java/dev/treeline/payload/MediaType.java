package dev.treeline.payload;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A body's content type: what the decoder reads it as, and what was sent.
///
/// @param name type and subtype in lower case, such as `text/csv`; other names of the same type,
///   such as the container's short form `csv`, are replaced
/// @param parameters what followed the first `;`, names in lower case; a name sent twice holds both
///   values, comma-separated
public record MediaType(String name, Map<String, String> parameters) {
  /// Rows as lines of delimited cells.
  public static final MediaType CSV = parse("text/csv");

  /// One JSON document.
  public static final MediaType JSON = parse("application/json");

  /// One JSON document after another, usually one a line.
  public static final MediaType JSON_LINES = parse("application/jsonlines");

  /// Rows as lines of `index:value`.
  public static final MediaType LIBSVM = parse("text/libsvm");

  /// Frames of protobuf records, one a row.
  public static final MediaType RECORDIO = parse("application/x-recordio-protobuf");

  /// A JSON document with the bytes of its tensors after it, when [#JSON_LENGTH] says how long the
  /// document is (Open Inference Protocol, binary tensor extension).
  public static final MediaType OCTET_STREAM = parse("application/octet-stream");

  /// The parameter of [#OCTET_STREAM] that holds what the request's header of that name held.
  public static final String JSON_LENGTH = "inference-header-content-length";

  public MediaType {
    parameters = Map.copyOf(parameters);
  }

  /// Reads a header value. Case and white space do not matter; nothing is refused here, so that the
  /// decoder alone says what it can read.
  public static MediaType parse(String header) {
    String[] parts = header.split(";", -1);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        String name = lower(parts[i].substring(0, equals));
        String value = unquoted(parts[i].substring(equals + 1).strip());
        parameters.merge(name, value, (first, second) -> first + "," + second);
      }
    }
    return new MediaType(full(lower(parts[0])), parameters);
  }

  /// True when both name the same type, whatever their parameters.
  public boolean matches(MediaType other) {
    return name.equals(other.name);
  }

  private static String full(String name) {
    return switch (name) {
      case "csv" -> "text/csv";
      case "libsvm", "text/x-libsvm" -> "text/libsvm";
      case "recordio-protobuf" -> "application/x-recordio-protobuf";
      case "application/json-lines",
          "application/jsonl",
          "application/x-jsonlines",
          "application/x-ndjson" ->
          "application/jsonlines";
      default -> name;
    };
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
