package dev.treeline.monitor;

import dev.treeline.capture.CaptureFormatException;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.payload.BodyOptions;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.Payload;
import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Row;
import java.util.ArrayList;
import java.util.List;

/// The rows of one captured side, decoded as a whole before any of them is counted: a body that
/// breaks off in its third row counts not at all instead of in part.
///
/// @param rows from first to last
record Body(List<Cells> rows) {
  Body {
    rows = List.copyOf(rows);
  }

  /// A captured side that cannot be decoded.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String problem) {
      super(problem);
    }

    Unreadable(String problem, Throwable cause) {
      super(problem, cause);
    }
  }

  /// Decodes a side by its own encoding. What SageMaker calls CSV or JSON is read as that, whatever
  /// its content type says; anything else by its content type.
  static Body of(Side side) throws Unreadable {
    return of(side, 0);
  }

  /// The same, of a request.
  ///
  /// @param features of the model: rows of sparse bodies end at their last value otherwise
  static Body of(Side side, int features) throws Unreadable {
    List<Cells> rows = new ArrayList<>();
    try {
      Payload.decode(
          type(side),
          side.body(),
          // A request's nested rows are named as a training table's are; a reply's lists keep
          // theirs.
          features == 0 ? BodyOptions.BODY : options(features),
          row -> rows.add(Cells.copyOf(row)));
    } catch (PayloadException | CaptureFormatException e) {
      throw new Unreadable(String.valueOf(e.getMessage()), e);
    }
    return new Body(rows);
  }

  private static BodyOptions options(int features) {
    return BodyOptions.of(features, BodyOptions.IndexBase.AUTO).flattened();
  }

  private static MediaType type(Side side) {
    MediaType type = MediaType.parse(side.contentType());
    return switch (side.encoding()) {
      case CSV -> type.matches(MediaType.CSV) ? type : MediaType.CSV;
      case JSON -> Payload.reads(type) ? type : MediaType.JSON;
      case BASE64 -> type;
    };
  }

  /// One row, kept.
  static final class Cells {
    private final String[] names;
    private final Row.Kind[] kinds;
    private final double[] numbers;
    private final String[] texts;

    private Cells(int width) {
      names = new String[width];
      kinds = new Row.Kind[width];
      numbers = new double[width];
      texts = new String[width];
    }

    static Cells copyOf(Row row) {
      Cells cells = new Cells(row.width());
      for (int i = 0; i < cells.kinds.length; i++) {
        cells.names[i] = row.nameAt(i);
        cells.kinds[i] = row.kind(i);
        boolean text = cells.kinds[i] == Row.Kind.TEXT;
        cells.numbers[i] = text ? Double.NaN : row.doubleAt(i);
        cells.texts[i] = text ? row.textAt(i) : "";
      }
      return cells;
    }

    int width() {
      return kinds.length;
    }

    /// The cell's name, empty when the body names nothing.
    String name(int cell) {
      return names[cell];
    }

    Row.Kind kind(int cell) {
      return kinds[cell];
    }

    /// The number; `NaN` for missing cells and for text.
    double number(int cell) {
      return numbers[cell];
    }

    /// The text; empty for all but text.
    String text(int cell) {
      return texts[cell];
    }
  }
}
