package dev.treeline.payload;

import java.util.Arrays;

/// Reads the features of one protobuf record as a row.
///
/// Of a record (aialgs `record.proto`) this is read; labels and all else are passed over:
///
/// ```
/// Record: map<string, Value> features = 1         the entry "values" is the row
/// Value:  Float32Tensor = 2 or Float64Tensor = 3 or Int32Tensor = 7
/// Tensor: repeated values = 1, repeated uint64 keys = 2, repeated uint64 shape = 3
/// ```
///
/// Values without keys are a dense row. Values with keys, or none but a shape, are a sparse one as
/// wide as its shape, or else as its last key; what is not there is missing. Of a map entry that
/// comes twice the last one counts, and numbers may be packed or not, both as protobuf has it.
///
/// A record without "values" is refused: the SageMaker container passes over it, and its answers
/// then no longer stand beside their rows.
final class FeatureRecord {
  private static final int FLOAT32_TENSOR = 2;
  private static final int FLOAT64_TENSOR = 3;
  private static final int INT32_TENSOR = 7;

  private final Cells.Places places;
  private final Cells cells;
  private final SparseRow sparse;

  /// Which kind of tensor was read; 0 for none.
  private int tensor;

  private long[] keys = new long[16];
  private int keyCount;

  /// What the tensor says of its width; -1 when it says nothing.
  private long shape;

  /// @param features cells a sparse row has at least
  FeatureRecord(Cells.Places places, int features) {
    this.places = places;
    cells = new Cells(places);
    sparse = new SparseRow(cells, features, 0);
  }

  /// The row of a record, valid until the next call.
  Row read(byte[] record) {
    forget();
    ProtoWire wire = new ProtoWire(record, 0, record.length, places.row());
    for (int field = wire.nextField(); field != 0; field = wire.nextField()) {
      if (field == 1) {
        readEntry(wire.message());
      } else {
        wire.skip();
      }
    }
    if (tensor == 0) {
      throw wire.broken(
          "no features \"values\"", "a float32, float64 or int32 tensor of that name");
    }
    return keyCount == 0 && (shape < 0 || shape == cells.width()) ? cells : sparse();
  }

  private void forget() {
    cells.clear();
    tensor = 0;
    keyCount = 0;
    shape = -1;
  }

  private void readEntry(ProtoWire entry) {
    String key = "";
    ProtoWire value = null;
    for (int field = entry.nextField(); field != 0; field = entry.nextField()) {
      if (field == 1) {
        key = entry.text();
      } else if (field == 2) {
        value = entry.message();
      } else {
        entry.skip();
      }
    }
    if (key.equals("values") && value != null) {
      readValue(value);
    }
  }

  private void readValue(ProtoWire value) {
    forget();
    for (int field = value.nextField(); field != 0; field = value.nextField()) {
      if (field == FLOAT32_TENSOR || field == FLOAT64_TENSOR || field == INT32_TENSOR) {
        if (field != tensor) {
          forget();
        }
        tensor = field;
        readTensor(value.message());
      } else {
        value.skip();
      }
    }
  }

  private void readTensor(ProtoWire wire) {
    for (int field = wire.nextField(); field != 0; field = wire.nextField()) {
      if (field < 1 || field > 3) {
        wire.skip();
      } else if (wire.type() == ProtoWire.LENGTH) {
        ProtoWire packed = wire.message();
        while (packed.more()) {
          readNumber(packed, field);
        }
      } else {
        checkType(wire, field);
        readNumber(wire, field);
      }
    }
  }

  /// A number that is not packed says itself how it is written, which must be how it is read.
  private void checkType(ProtoWire wire, int field) {
    int expected = ProtoWire.VARINT;
    if (field == 1 && tensor != INT32_TENSOR) {
      expected = tensor == FLOAT32_TENSOR ? ProtoWire.FIXED32 : ProtoWire.FIXED64;
    }
    if (wire.type() != expected) {
      throw wire.broken("the wire type " + wire.type(), expected + ", or 2 for packed numbers");
    }
  }

  private void readNumber(ProtoWire wire, int field) {
    switch (field) {
      case 1 -> readCell(wire);
      case 2 -> addKey(wire.varint());
      default -> {
        long width = wire.varint();
        if (shape >= 0 || width < 0 || width > Cells.MAX_WIDTH) {
          throw wire.broken(
              shape >= 0 ? "a second dimension" : "the width " + Long.toUnsignedString(width),
              "a shape of one number, at most " + Cells.MAX_WIDTH);
        }
        shape = width;
      }
    }
  }

  private void readCell(ProtoWire wire) {
    switch (tensor) {
      case FLOAT32_TENSOR -> cells.endFloat(Float.intBitsToFloat(wire.fixed32()));
      case FLOAT64_TENSOR -> cells.endDouble(Double.longBitsToDouble(wire.fixed64()));
      default -> {
        int value = (int) wire.varint();
        cells.endWhole(value);
      }
    }
  }

  private void addKey(long key) {
    if (keyCount == keys.length) {
      if (keyCount >= Cells.MAX_WIDTH) {
        throw new PayloadException(
            places.row(), "more than " + Cells.MAX_WIDTH + " keys", "a narrower row");
      }
      keys = Arrays.copyOf(keys, 2 * keyCount);
    }
    keys[keyCount++] = key;
  }

  private Row sparse() {
    if (keyCount != cells.width()) {
      throw new PayloadException(
          places.row(),
          keyCount + " keys and " + cells.width() + " values" + (shape < 0 ? "" : " of " + shape),
          "as many of both");
    }
    sparse.clear();
    long width = shape < 0 ? Cells.MAX_WIDTH : shape;
    for (int i = 0; i < keyCount; i++) {
      if (keys[i] < 0 || keys[i] >= width) {
        throw new PayloadException(
            places.row(), "the key " + Long.toUnsignedString(keys[i]), "0 to " + (width - 1));
      }
      sparse.put((int) keys[i]);
    }
    sparse.widen((int) Math.max(shape, 0));
    sparse.end();
    return sparse;
  }
}
