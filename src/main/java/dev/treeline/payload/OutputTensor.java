package dev.treeline.payload;

/// One output of an Open Inference reply, FP32. Takes its array over; immutable as long as nobody
/// writes into it.
public final class OutputTensor {
  /// How an output's numbers travel.
  public enum Encoding {
    /// As numbers in the JSON document.
    JSON,
    /// As bytes behind it, little-endian, row after row.
    BINARY
  }

  private final String name;
  private final float[] data;
  private final int outputs;
  private final Encoding encoding;

  /// @param name what the caller calls the output
  /// @param data row after row
  /// @param outputs numbers a row, at least 1
  public OutputTensor(String name, float[] data, int outputs, Encoding encoding) {
    this.name = name;
    this.data = data;
    this.outputs = outputs;
    this.encoding = encoding;
  }

  boolean isBinary() {
    return encoding == Encoding.BINARY;
  }

  /// Characters that the tensor will take in JSON, about.
  int typicalLength() {
    return 96 + name.length() + (isBinary() ? 0 : 24 * data.length);
  }

  /// Bytes that the tensor takes behind the JSON.
  int binaryLength() {
    return isBinary() ? Math.multiplyExact(4, data.length) : 0;
  }

  /// Appends the tensor's JSON; its shape is the rows, and the numbers a row where there are
  /// several.
  void appendTo(StringBuilder out) {
    out.append("{\"name\":");
    JsonText.string(out, name);
    out.append(",\"shape\":[").append(data.length / outputs);
    if (outputs > 1) {
      out.append(',').append(outputs);
    }
    out.append("],\"datatype\":\"FP32\",");
    if (isBinary()) {
      out.append("\"parameters\":{\"binary_data_size\":").append(binaryLength()).append("}}");
    } else {
      out.append("\"data\":[");
      Notation.JSON.numbers(out, ",", data, 0, data.length);
      out.append("]}");
    }
  }

  /// Puts the tensor's bytes, if it has any.
  ///
  /// @return the place behind them
  int putInto(byte[] bytes, int at) {
    int end = at;
    if (isBinary()) {
      for (float value : data) {
        end = LittleEndian.putFloat(bytes, end, value);
      }
    }
    return end;
  }
}
