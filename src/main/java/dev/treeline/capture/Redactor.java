package dev.treeline.capture;

import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes out of a line what must not leave: columns out of requests, and what JSON pointers lead to
/// out of requests and replies. A value becomes a missing one: `null` in JSON, an empty cell in
/// CSV.
///
/// A body is read by its media type, whatever the capture calls it. One in which nothing can be
/// found for sure is withheld whole, and counted: binary bodies, types other than CSV and JSON,
/// text that cannot be read, rows of another width than the model's, single values. Nothing leaks
/// because it was not understood. Headers, ids and attributes are not looked at. Thread-safe.
final class Redactor {

  private final List<String> columns = new ArrayList<>();
  private final JsonPointers pointers;
  private final Features features;
  private final Ledger ledger;

  /// @param entries columns by name or by number from 1, and pointers, which start with `/`
  Redactor(List<String> entries, Features features, Ledger ledger) {
    List<String> paths = new ArrayList<>();
    for (String entry : entries) {
      (entry.startsWith("/") ? paths : columns).add(entry);
    }
    this.pointers = new JsonPointers(paths);
    this.features = features;
    this.ledger = ledger;
  }

  /// The line without what must not leave.
  CaptureLine redact(CaptureLine line) {
    if (columns.isEmpty() && pointers.isEmpty()) {
      return line;
    }
    Side input = line.input();
    Side output = line.output();
    Columns meant =
        columns.isEmpty() || input == null
            ? Columns.of(List.of(), List.of())
            : Columns.of(columns, features.of(line.answered().modelName()));
    return line.with(redact(input, meant), redact(output, Columns.of(List.of(), List.of())));
  }

  private @Nullable Side redact(@Nullable Side side, Columns meant) {
    if (side == null || (meant.isEmpty() && pointers.isEmpty())) {
      return side;
    }
    try {
      String data = redacted(side, meant);
      return data.equals(side.data())
          ? side
          : new Side(side.contentType(), data, side.encoding(), side.extent());
    } catch (IOException | UnfoundException | RuntimeException | StackOverflowError _) {
      // Whatever went wrong: what was not understood does not leave.
      ledger.add(Ledger.Event.REDACTED_WHOLE);
      return new Side(side.contentType(), "", side.encoding(), Extent.REDACTED);
    }
  }

  private String redacted(Side side, Columns meant) throws IOException, UnfoundException {
    if (side.encoding() == Encoding.BASE64) {
      throw new UnfoundException(Encoding.BASE64 + " data");
    }
    // How a body is kept is a setting, and says nothing of how the endpoint reads it.
    return switch (type(side.contentType())) {
      case "text/csv", "csv" -> csv(side.data(), meant);
      case "application/json",
          "json",
          "application/jsonlines",
          "application/json-lines",
          "application/jsonl",
          "application/x-jsonlines",
          "application/x-ndjson" ->
          json(side.data(), meant);
      default -> throw new UnfoundException("neither CSV nor JSON");
    };
  }

  private static String type(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static String csv(String data, Columns meant) throws UnfoundException {
    String start = data.startsWith("\ufeff") ? data.substring(1).strip() : data.strip();
    if (start.startsWith("{") || start.startsWith("[")) {
      throw new UnfoundException("JSON that calls itself CSV");
    }
    return meant.isEmpty() ? data : CsvRedaction.redact(data, meant);
  }

  private String json(String data, Columns meant) throws IOException, UnfoundException {
    Spans spans = new Spans();
    JsonColumns named = new JsonColumns(meant, spans);
    for (JsonText value : JsonText.read(data)) {
      if (value.isScalar()) {
        throw new UnfoundException("a value that is neither an object nor an array");
      }
      pointers.mark(value, spans);
      if (!meant.isEmpty()) {
        named.mark(value);
      }
    }
    return spans.replace(data, "null");
  }
}
