package dev.treeline.payload;

import java.util.Arrays;

/// RecordIO frames of Amazon's `Record` protocol buffers, each with named lists of float32 under
/// `label`.
///
/// A frame is a magic number and the record's length (both 32 bits, little-endian), the record, and
/// zeros up to a multiple of 4 bytes. Of the record only this is used:
///
/// ```text
/// Record        map<string, Value> label = 2;
/// Value         Float32Tensor float32_tensor = 2;
/// Float32Tensor repeated float values = 1 [packed];
/// ```
///
/// (aws/sagemaker-containers, `record_pb2.py` and `_recordio.py`.) Each frame holds one row. The
/// container repeats in each the rows before it; a parser that lets later entries of a map win, as
/// all must, reads the same of both.
final class RecordWriter {
  private static final int MAGIC = 0xCED7230A;
  private static final int FRAME_HEADER = 8;

  // Field number × 8, and 2 for what has a length.
  private static final int MAP_KEY = 1 << 3 | 2;
  private static final int MAP_VALUE = 2 << 3 | 2;
  private static final int RECORD_LABEL = 2 << 3 | 2;
  private static final int VALUE_FLOAT32_TENSOR = 2 << 3 | 2;
  private static final int TENSOR_VALUES = 1 << 3 | 2;

  private byte[] bytes;
  private int length = FRAME_HEADER;
  private int frame;

  /// @param records expected, and bytes expected of each; only hints
  RecordWriter(int records, int recordLength) {
    bytes = new byte[(int) Math.min(1 << 26, 64 + (FRAME_HEADER + 3L + recordLength) * records)];
  }

  /// Adds a list to the record.
  ///
  /// @param key UTF-8
  void label(byte[] key, float[] values, int from, int count) {
    int data = 4 * count;
    int tensor = count == 0 ? 0 : prefixed(data);
    int value = prefixed(tensor);
    int entry = prefixed(key.length) + prefixed(value);
    makeRoom(prefixed(entry));
    prefix(RECORD_LABEL, entry);
    prefix(MAP_KEY, key.length);
    System.arraycopy(key, 0, bytes, length, key.length);
    length += key.length;
    prefix(MAP_VALUE, value);
    prefix(VALUE_FLOAT32_TENSOR, tensor);
    if (count > 0) {
      prefix(TENSOR_VALUES, data);
    }
    for (int i = from; i < from + count; i++) {
      length = LittleEndian.putFloat(bytes, length, values[i]);
    }
  }

  /// Ends the record; the next starts.
  void endRecord() {
    int record = length - frame - FRAME_HEADER;
    LittleEndian.putInt(bytes, frame, MAGIC);
    LittleEndian.putInt(bytes, frame + 4, record);
    int padding = -record & 3;
    makeRoom(padding + FRAME_HEADER);
    frame = length + padding;
    length = frame + FRAME_HEADER;
  }

  /// All ended records.
  byte[] bytes() {
    return Arrays.copyOf(bytes, frame);
  }

  /// Bytes that something of this length takes with its tag and length before it.
  private static int prefixed(int length) {
    return 1 + (38 - Integer.numberOfLeadingZeros(length | 1)) / 7 + length;
  }

  private void prefix(int tag, int size) {
    bytes[length++] = (byte) tag;
    int rest = size;
    while (rest > 0x7F) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void makeRoom(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * needed, Integer.MAX_VALUE - 8));
    }
  }
}
