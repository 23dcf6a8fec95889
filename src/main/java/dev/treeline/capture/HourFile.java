package dev.treeline.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// One capture file that is being written, a batch of whole lines at a time: in one write, so that
/// a process that is killed leaves every earlier batch as it was. In a gzip file each batch is a
/// member of its own, complete with its checksum; members one after the other are one gzip file.
///
/// Not a `FileChannel`, which an interrupted thread would close. Used by one thread.
final class HourFile implements AutoCloseable {
  private final long hour;
  private final Path path;
  private final boolean gzip;
  private final RandomAccessFile file;
  private long length;

  /// Creates the file.
  ///
  /// @param hour hours since 1970
  HourFile(long hour, Path path, boolean gzip) throws IOException {
    this.hour = hour;
    this.path = path;
    this.gzip = gzip;
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  long hour() {
    return hour;
  }

  /// Bytes written so far.
  long length() {
    return length;
  }

  /// Whether it is still there: what is written to a deleted file is gone without a trace.
  boolean exists() {
    return Files.exists(path);
  }

  /// Writes whole lines, or nothing.
  ///
  /// @throws IOException after which the file holds what it held before, as far as the disk lets it
  void append(byte[] lines) throws IOException {
    byte[] bytes = gzip ? member(lines) : lines;
    try {
      file.write(bytes);
      length += bytes.length;
    } catch (IOException e) {
      try {
        file.setLength(length);
        file.seek(length);
      } catch (IOException _) {
        // The disk that refused the lines may refuse this too; readers count the half line.
      }
      throw e;
    }
  }

  /// Deletes the file, once closed, when no line got into it: a disk that is full for hours would
  /// else gather one empty file a batch.
  void deleteIfEmpty() throws IOException {
    if (length == 0) {
      Files.deleteIfExists(path);
    }
  }

  private static byte[] member(byte[] lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(lines.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
