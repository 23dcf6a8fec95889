package dev.treeline.capture;

import java.util.ArrayList;
import java.util.List;

/// One Firehose record of one or more whole lines.
///
/// Firehose bills every record rounded up to 5 KB, so short lines share one; it concatenates
/// records as they are, so every line brings its line end. A record stays far below the limit,
/// since a failed one is sent again whole.
final class Packed {
  /// Where a record is full, in bytes; rounding up then costs at most 5 %.
  static final int FULL = 100 * 1024;

  /// Records in one call, at most.
  static final int BATCH_RECORDS = 500;

  /// Bytes in one call, at most. The documented limit, 4 MiB "for the entire request", leaves open
  /// whether Base64 counts; this stays below it with Base64 and JSON around it.
  static final int BATCH_BYTES = 3_000_000;

  private final byte[] bytes;
  private final int lines;

  private Packed(List<byte[]> parts, int size) {
    bytes = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, bytes, at, part.length);
      at += part.length;
    }
    lines = parts.size();
  }

  byte[] bytes() {
    return bytes;
  }

  int lines() {
    return lines;
  }

  /// Lines into records, in order.
  static List<Packed> pack(List<byte[]> lines) {
    List<Packed> records = new ArrayList<>();
    List<byte[]> parts = new ArrayList<>();
    int size = 0;
    for (byte[] line : lines) {
      if (!parts.isEmpty() && size + line.length > FULL) {
        records.add(new Packed(parts, size));
        parts.clear();
        size = 0;
      }
      parts.add(line);
      size += line.length;
    }
    if (!parts.isEmpty()) {
      records.add(new Packed(parts, size));
    }
    return records;
  }

  /// Records into calls, in order.
  static List<List<Packed>> batches(List<Packed> records) {
    List<List<Packed>> batches = new ArrayList<>();
    List<Packed> batch = new ArrayList<>();
    int size = 0;
    for (Packed record : records) {
      boolean full = batch.size() == BATCH_RECORDS || size + record.bytes.length > BATCH_BYTES;
      if (full && !batch.isEmpty()) {
        batches.add(List.copyOf(batch));
        batch.clear();
        size = 0;
      }
      batch.add(record);
      size += record.bytes.length;
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
