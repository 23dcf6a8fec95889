package dev.treeline.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Files laid out as SageMaker lays them out: `yyyy/MM/dd/HH/mm-ss-SSS-uuid.jsonl` by the UTC hour
/// of the inference, the rest of the name from the file's first line; `.jsonl.gz` when compressed.
///
/// One file serves its hour until it is full. Two hours are kept open, since requests around the
/// full hour do not finish in order. A file that was deleted meanwhile is followed by a new one.
/// Used by one thread.
final class HourFiles implements AutoCloseable {
  /// Where a file is full, in bytes.
  static final long FULL = 16L * 1024 * 1024;

  private static final int OPEN_HOURS = 2;
  private static final int SECONDS = 3600;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("mm-ss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final boolean gzip;
  private final RandomGenerator random;
  private final long full;
  private final Deque<HourFile> open = new ArrayDeque<>();

  /// @param folder holds the hours: the capture folder, endpoint and variant included
  /// @param full where a file is full, in bytes
  HourFiles(Path folder, boolean gzip, RandomGenerator random, long full) {
    this.folder = folder;
    this.gzip = gzip;
    this.random = random;
    this.full = full;
  }

  /// A line and the time that it is filed under.
  static final class Dated {
    private final Instant time;
    private final byte[] line;

    Dated(Instant time, byte[] line) {
      this.time = time;
      this.line = line;
    }

    /// The line's length in bytes.
    int length() {
      return line.length;
    }
  }

  /// How many of the lines from a place on belong into one file; at least one.
  static int alike(List<Dated> lines, int from) {
    long hour = hour(lines.get(from).time);
    int to = from + 1;
    while (to < lines.size() && hour(lines.get(to).time) == hour) {
      to++;
    }
    return to - from;
  }

  /// Appends lines of one hour to its file, all of them or none.
  void append(List<Dated> lines) throws IOException {
    HourFile file = file(lines.getFirst().time);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Dated dated : lines) {
      bytes.writeBytes(dated.line);
    }
    try {
      file.append(bytes.toByteArray());
    } catch (IOException e) {
      leave(file);
      file.deleteIfEmpty();
      throw e;
    }
    if (file.length() >= full) {
      leave(file);
    }
  }

  private static long hour(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS);
  }

  private HourFile file(Instant time) throws IOException {
    HourFile found = openFile(hour(time));
    if (found != null) {
      return found;
    }
    while (open.size() >= OPEN_HOURS) {
      leave(open.getFirst());
    }
    Path hours = Files.createDirectories(folder.resolve(HOUR.format(time)));
    String name = NAME.format(time) + "-" + uuid() + (gzip ? ".jsonl.gz" : ".jsonl");
    HourFile file = new HourFile(hour(time), hours.resolve(name), gzip);
    open.addLast(file);
    return file;
  }

  private @Nullable HourFile openFile(long hour) throws IOException {
    for (HourFile file : open) {
      if (file.hour() == hour) {
        if (file.exists()) {
          return file;
        }
        leave(file);
        return null;
      }
    }
    return null;
  }

  private void leave(HourFile file) throws IOException {
    open.remove(file);
    file.close();
  }

  /// A random UUID (version 4) from our own source of randomness.
  private UUID uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return new UUID(high, low);
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      leave(open.getFirst());
    }
  }
}
