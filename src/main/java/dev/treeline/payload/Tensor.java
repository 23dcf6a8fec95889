package dev.treeline.payload;

import dev.treeline.payload.BinaryElements.Span;
import dev.treeline.payload.Columns.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One tensor of a request or a reply, as its JSON describes it; or, without a shape, an output
/// that a request asks for.
///
/// @param path of its object, for messages
/// @param shape as sent; empty when there is none
/// @param datatype null when there is none
/// @param data its values, when they stand in the JSON
/// @param binarySize bytes of its values, when they follow the JSON; else -1
/// @param asksBinary whether a request wants it as bytes; null when the output does not say
/// @param classification how many classes a request wants; 0 when values are wanted
record Tensor(
    String name,
    String path,
    List<Integer> shape,
    @Nullable Datatype datatype,
    JsonScan.@Nullable Array data,
    int binarySize,
    @Nullable Boolean asksBinary,
    int classification) {
  private static final int NONE = -1;

  Tensor {
    shape = List.copyOf(shape);
  }

  /// Reads the object at hand.
  static Tensor read(JsonScan scan, String path) throws IOException {
    return new Reader(scan, path).read();
  }

  /// Rows that the tensor has.
  int rows() {
    return shape.getFirst();
  }

  /// Cells that the tensor has in each row.
  int width() {
    return shape.size() == 1 ? 1 : shape.get(1);
  }

  long count() {
    return (long) rows() * width();
  }

  /// @throws PayloadException unless the tensor has a datatype and a shape of rows
  void check() {
    if (datatype == null) {
      throw new PayloadException(path, "no \"datatype\"", Datatype.ALL);
    }
    if (shape.isEmpty() || shape.size() > 2 || (width() == 0 && rows() > 0)) {
      throw new PayloadException(
          path + ".shape",
          shape.isEmpty() ? "none" : shape.toString(),
          "[rows] or [rows, features]");
    }
  }

  /// The tensor's values in the JSON, which must be as many as its shape says.
  Column inJson(byte[] body) {
    if (data == null) {
      throw new PayloadException(path, "no \"data\"", "a list of " + count() + " values");
    }
    if (data.count() != count() || (data.nested() && data.width() != width())) {
      throw new PayloadException(
          path + ".data",
          data.count() + " values" + (data.nested() ? " in lists of " + data.width() : ""),
          count() + ", by the shape " + shape);
    }
    JsonElements elements = new JsonElements(body, data.from(), datatype);
    return new Column(name, path + ".data", width(), data.nested(), elements);
  }

  /// The tensor's values among the bytes after the JSON.
  Column inBytes(byte[] body, int from) {
    if (data != null) {
      throw new PayloadException(path + ".data", "values", "none where there is binary_data_size");
    }
    if (binarySize > body.length - from) {
      throw new PayloadException(
          path + ".parameters.binary_data_size",
          Integer.toString(binarySize),
          "at most the " + (body.length - from) + " bytes left");
    }
    check();
    Datatype type = datatype == null ? Datatype.BYTES : datatype;
    BinaryElements elements =
        BinaryElements.of(body, new Span(from, binarySize), type, count(), path);
    return new Column(name, path + " (binary)", width(), false, elements);
  }

  private static final class Reader {
    private final JsonScan scan;
    private final String path;
    private String name = "";
    private final List<Integer> shape = new ArrayList<>();
    private @Nullable Datatype datatype;
    private JsonScan.@Nullable Array data;
    private int binarySize = NONE;
    private @Nullable Boolean asksBinary;
    private int classification;

    Reader(JsonScan scan, String path) {
      this.scan = scan;
      this.path = path;
    }

    Tensor read() throws IOException {
      scan.expectObject(path, "an object that describes a tensor");
      Members members = new Members();
      members.start();
      for (String key = scan.nextMember(path, members);
          key != null;
          key = scan.nextMember(path, members)) {
        readMember(key);
      }
      if (name.isEmpty()) {
        throw new PayloadException(path, "no \"name\"", "the name of the tensor");
      }
      return new Tensor(name, path, shape, datatype, data, binarySize, asksBinary, classification);
    }

    private void readMember(String key) throws IOException {
      switch (key) {
        case "name" -> name = scan.text(path + ".name");
        case "datatype" -> datatype = datatype();
        case "shape" -> readShape();
        case "data" -> data = scan.array(path + ".data");
        case "parameters" -> readParameters();
        default -> scan.skip();
      }
    }

    private Datatype datatype() throws IOException {
      Datatype type = Datatype.named(scan.text(path + ".datatype"));
      if (type == null) {
        throw scan.wrong(path + ".datatype", Datatype.ALL);
      }
      return type;
    }

    private void readShape() throws IOException {
      scan.expectArray(path + ".shape", "[rows] or [rows, features]");
      while (scan.nextElement()) {
        if (shape.size() == 2) {
          throw scan.wrong(path + ".shape[2]", "[rows] or [rows, features]");
        }
        shape.add(scan.count(path + ".shape[" + shape.size() + "]"));
      }
    }

    private void readParameters() throws IOException {
      String place = path + ".parameters";
      scan.expectObject(place, "an object");
      Members members = new Members();
      members.start();
      for (String key = scan.nextMember(place, members);
          key != null;
          key = scan.nextMember(place, members)) {
        switch (key) {
          case "binary_data_size" -> binarySize = scan.count(place + ".binary_data_size");
          case "binary_data" -> asksBinary = scan.truth(place + ".binary_data");
          case "classification" -> classification = scan.count(place + ".classification");
          default -> scan.skip();
        }
      }
    }
  }
}
