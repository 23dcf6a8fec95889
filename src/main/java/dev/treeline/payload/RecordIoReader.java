package dev.treeline.payload;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads the frames of SageMaker's recordio-protobuf, one record a row.
///
/// A frame is `u32 0xCED7230A`, `u32 length`, the record, and zeros up to a multiple of 4 bytes,
/// all little-endian. The last one may lack its zeros. Memory grows with the largest record only.
final class RecordIoReader implements Cells.Places {
  private static final int MAGIC = 0xCED7230A;
  private static final int MAX_RECORD = 1 << 24;
  private static final int HEADER = 8;

  private final InputStream body;
  private final Consumer<? super Row> sink;
  private final FeatureRecord row;
  private long record;
  private long offset;

  /// @param features cells a sparse row has at least
  RecordIoReader(InputStream body, int features, Consumer<? super Row> sink) {
    this.body = body;
    this.sink = sink;
    row = new FeatureRecord(this, features);
  }

  long read() throws IOException {
    for (byte[] header = take(HEADER); header.length > 0; header = take(HEADER)) {
      record++;
      int length = length(header);
      byte[] frame = take(length);
      if (frame.length < length) {
        throw broken(frame.length + " bytes of a record of " + length, "the whole record");
      }
      Row shown = row.read(frame);
      take(-length & 3);
      sink.accept(shown);
    }
    return record;
  }

  private byte[] take(int count) throws IOException {
    byte[] taken = body.readNBytes(count);
    offset += taken.length;
    return taken;
  }

  private int length(byte[] header) {
    if (header.length < HEADER) {
      throw broken(header.length + " bytes of a frame's head", HEADER + " bytes");
    }
    int magic = LittleEndian.intAt(header, 0);
    if (magic != MAGIC) {
      throw broken("0x" + Integer.toHexString(magic), "the mark 0xced7230a of a frame");
    }
    int length = LittleEndian.intAt(header, 4);
    if (length < 0 || length > MAX_RECORD) {
      throw broken(
          "a length of " + Integer.toUnsignedString(length), "at most " + MAX_RECORD + " bytes");
    }
    return length;
  }

  private PayloadException broken(String found, String expected) {
    return new PayloadException(row() + ", before byte " + offset, found, expected);
  }

  @Override
  public String row() {
    return "record " + record;
  }

  @Override
  public String cell(int column) {
    return row() + ", column " + (column + 1);
  }
}
