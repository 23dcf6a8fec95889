package dev.treeline.capture;

import dev.treeline.capture.JsonText.Kind;
import java.util.ArrayList;
import java.util.List;

/// Finds a model's columns in the JSON that clients send:
/// - members of that name in any object;
/// - places in every array of plain values that is as long as a row;
/// - the tensors of the Open Inference protocol (`name`, `shape`, `data`): whole when they are
///   named like the column, by place when their last dimension is a row;
/// - `columns` and `data` of a split data frame.
///
/// An array of plain values that is none of these may hold the column in any place.
final class JsonColumns {
  private final Columns columns;
  private final Spans spans;

  JsonColumns(Columns columns, Spans spans) {
    this.columns = columns;
    this.spans = spans;
  }

  /// Marks every value of the columns.
  ///
  /// @throws UnfoundException if one could hide where it cannot be found
  void mark(JsonText value) throws UnfoundException {
    switch (value.kind()) {
      case OBJECT -> markObject(value);
      case ARRAY -> markArray(value);
      case TEXT, OTHER -> {}
    }
  }

  private void markObject(JsonText object) throws UnfoundException {
    if (!object.member("data").isEmpty() && !object.member("columns").isEmpty()) {
      markFrame(object);
    } else if (!object.member("data").isEmpty() && !object.member("shape").isEmpty()) {
      markTensor(object);
    } else {
      markMembers(object, List.of());
    }
  }

  /// @param known keys whose values were dealt with
  private void markMembers(JsonText object, List<String> known) throws UnfoundException {
    if (columns.features().isEmpty() && !columns.positions().isEmpty()) {
      throw new UnfoundException("named values, and the model's names are not known");
    }
    for (int i = 0; i < object.items().size(); i++) {
      String name = object.names().get(i);
      JsonText value = object.items().get(i);
      if (columns.names().contains(name)) {
        markAll(value);
      } else if (!known.contains(name) && !isOther(name, value)) {
        mark(value);
      }
    }
  }

  /// Whether a member is the value, or are the values, of another feature. A feature may be called
  /// `inputs` or `features`, so what holds rows is looked into all the same.
  private boolean isOther(String name, JsonText value) {
    return columns.features().contains(name) && (value.isScalar() || !holdsRows(name));
  }

  private static boolean holdsRows(String name) {
    return switch (name) {
      case "inputs", "instances", "features", "predictions", "outputs", "data" -> true;
      default -> false;
    };
  }

  /// A list keeps its length, so that the body stays one that can be read.
  private void markAll(JsonText value) {
    if (value.kind() == Kind.ARRAY) {
      for (JsonText item : value.items()) {
        markAll(item);
      }
    } else {
      spans.add(value.start(), value.end());
    }
  }

  private void markArray(JsonText array) throws UnfoundException {
    if (array.items().isEmpty()) {
      return;
    }
    boolean plain = false;
    for (JsonText item : array.items()) {
      plain |= item.isScalar();
    }
    if (!plain) {
      for (JsonText item : array.items()) {
        mark(item);
      }
    } else if (array.isRow() && columns.fits(array.items().size())) {
      markPlaces(array, columns.positions(), array.items().size());
    } else {
      throw new UnfoundException("an array of " + array.items().size() + " values, no row");
    }
  }

  private void markPlaces(JsonText row, Iterable<Integer> places, int width) {
    for (int place : places) {
      for (int i = place; i < row.items().size(); i += width) {
        spans.add(row.items().get(i).start(), row.items().get(i).end());
      }
    }
  }

  private void markFrame(JsonText frame) throws UnfoundException {
    JsonText names = frame.member("columns").getFirst();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < names.items().size(); i++) {
      if (names.items().get(i).kind() != Kind.TEXT) {
        throw new UnfoundException("columns that are no names");
      }
      if (columns.names().contains(names.items().get(i).text())) {
        places.add(i);
      }
    }
    for (JsonText row : frame.member("data").getFirst().items()) {
      if (!row.isRow() || row.items().size() != names.items().size()) {
        throw new UnfoundException("a row of another length than the columns");
      }
      markPlaces(row, places, Math.max(1, names.items().size()));
    }
    markMembers(frame, List.of("columns", "index", "data"));
    refuseRepeated(frame);
  }

  private void markTensor(JsonText tensor) throws UnfoundException {
    JsonText data = tensor.member("data").getFirst();
    List<JsonText> name = tensor.member("name");
    String called = name.isEmpty() ? "" : name.getFirst().text();
    int width = columns.features().size();
    // A tensor of all features goes by place, whatever it is called.
    if (width > 1 && lastDimension(tensor) == width && data.isRow()) {
      markPlaces(data, columns.positions(), width);
    } else if (width > 1 && lastDimension(tensor) == width) {
      mark(data);
    } else if (columns.names().contains(called)) {
      markAll(data);
    } else if (!columns.features().contains(called)) {
      mark(data);
    }
    markMembers(tensor, List.of("data", "shape"));
    refuseRepeated(tensor);
  }

  private static int lastDimension(JsonText tensor) {
    List<JsonText> sizes = tensor.member("shape").getFirst().items();
    JsonText last = sizes.isEmpty() ? null : sizes.getLast();
    return last == null ? 0 : last.number();
  }

  /// A key that stands twice has two values, and only one of them was looked at.
  private static void refuseRepeated(JsonText object) throws UnfoundException {
    for (String key : List.of("name", "shape", "columns", "data", "index")) {
      if (object.names().indexOf(key) != object.names().lastIndexOf(key)) {
        throw new UnfoundException("a repeated key");
      }
    }
  }
}
