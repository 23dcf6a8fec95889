package dev.treeline.capture;

import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes out of a line what must not leave: columns out of requests, and what JSON pointers lead to
/// out of requests and replies. A value becomes a missing one: `null` in JSON, an empty cell in
/// CSV.
///
/// A body in which that cannot be found for sure is withheld whole, and counted: binary bodies,
/// text that cannot be read, rows of another width than the model's. Nothing leaks because it was
/// not understood. Headers, ids and attributes are not looked at. Thread-safe.
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
    return switch (side.encoding()) {
      case CSV -> meant.isEmpty() ? side.data() : CsvRedaction.redact(side.data(), meant);
      case JSON -> json(side.data(), meant);
      case BASE64 -> throw new UnfoundException(Encoding.BASE64 + " data");
    };
  }

  private String json(String data, Columns meant) throws IOException, UnfoundException {
    Spans spans = new Spans();
    JsonColumns named = new JsonColumns(meant, spans);
    for (JsonText value : JsonText.read(data)) {
      pointers.mark(value, spans);
      if (!meant.isEmpty()) {
        named.mark(value);
      }
    }
    return spans.replace(data, "null");
  }
}
