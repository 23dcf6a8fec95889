package dev.treeline.payload;

import org.jspecify.annotations.Nullable;

/// What the elements of a tensor are (Open Inference Protocol, version 2, Tensor Data Types).
///
/// All become cells: `BOOL` as 0 and 1, `BYTES` as text. A float's `NaN` is missing.
enum Datatype {
  BOOL(1, 0, 1),
  UINT8(1, 0, 255),
  UINT16(2, 0, 65_535),
  UINT32(4, 0, 4_294_967_295.0),
  UINT64(8, 0, 0x1p64),
  INT8(1, -128, 127),
  INT16(2, -32_768, 32_767),
  INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64(8, -0x1p63, 0x1p63),
  FP16(2, 0, 0),
  FP32(4, 0, 0),
  FP64(8, 0, 0),
  BYTES(0, 0, 0);

  static final String ALL =
      "one of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64,"
          + " BYTES";

  private static final long EXACT = 1L << 53;

  /// Bytes of an element; 0 where elements differ.
  private final int size;

  private final double least;
  private final double most;

  Datatype(int size, double least, double most) {
    this.size = size;
    this.least = least;
    this.most = most;
  }

  int size() {
    return size;
  }

  /// The type of this name; null for any other.
  static @Nullable Datatype named(String name) {
    for (Datatype type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /// Whether a cell that was written as JSON may be an element: missing, or within the type.
  boolean holds(Cells cells, int column) {
    Row.Kind kind = cells.kind(column);
    if (kind == Row.Kind.MISSING) {
      return true;
    }
    if (this == BYTES || kind == Row.Kind.TEXT) {
      return this == BYTES && kind != Row.Kind.INTEGRAL;
    }
    if (least == most) {
      return true;
    }
    double value = cells.doubleAt(column);
    return kind == Row.Kind.INTEGRAL && value >= least && value <= most;
  }

  /// Reads a binary element, little-endian, as the next cell. Not for `BYTES`.
  void read(byte[] body, int at, Cells cells) {
    switch (this) {
      case BOOL -> cells.endWhole(body[at] == 0 ? 0 : 1);
      case UINT8 -> cells.endWhole(body[at] & 0xFF);
      case UINT16 -> cells.endWhole(LittleEndian.shortAt(body, at) & 0xFFFF);
      case UINT32 -> cells.endWhole(LittleEndian.intAt(body, at) & 0xFFFFFFFFL);
      case UINT64, INT64 -> endLong(LittleEndian.longAt(body, at), cells);
      case INT8 -> cells.endWhole(body[at]);
      case INT16 -> cells.endWhole(LittleEndian.shortAt(body, at));
      case INT32 -> cells.endWhole(LittleEndian.intAt(body, at));
      case FP16 -> cells.endFloat(Float.float16ToFloat(LittleEndian.shortAt(body, at)));
      case FP32 -> cells.endFloat(Float.intBitsToFloat(LittleEndian.intAt(body, at)));
      case FP64 -> cells.endDouble(Double.longBitsToDouble(LittleEndian.longAt(body, at)));
      case BYTES -> throw new IllegalStateException("elements of BYTES say how long they are");
    }
  }

  /// What no double holds goes by its digits, so that it is rounded once.
  private void endLong(long value, Cells cells) {
    if (value >= (this == INT64 ? -EXACT : 0) && value <= EXACT) {
      cells.endWhole(value);
      return;
    }
    String text = this == INT64 ? Long.toString(value) : Long.toUnsignedString(value);
    cells.append(text.toCharArray(), 0, text.length());
    cells.endAny();
  }
}
