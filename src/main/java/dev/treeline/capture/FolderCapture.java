package dev.treeline.capture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Mode `folder`: lines go into files below a folder, laid out as SageMaker lays them out:
/// `endpoint/variant/yyyy/MM/dd/HH/mm-ss-SSS-uuid.jsonl`, by the UTC hour of the inference, the
/// rest of the name from the file's first line.
///
/// One file serves its hour; every line is in the file before `accept` returns. Two hours are kept
/// open, since requests around the full hour do not finish in order. A file that was deleted
/// meanwhile is followed by a new one; its lines are gone with it.
public final class FolderCapture implements Capture {
  private static final int OPEN_HOURS = 2;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("mm-ss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final RandomGenerator random;
  private final Ledger ledger;
  private final Deque<HourFile> open = new ArrayDeque<>();
  private boolean closed;

  /// @param folder holds the hours: the capture folder, endpoint and variant included
  FolderCapture(Path folder, RandomGenerator random, Ledger ledger) {
    this.folder = folder;
    this.random = random;
    this.ledger = ledger;
  }

  /// A file that is being written. Not a `FileChannel`, which an interrupted thread would close for
  /// all others.
  private record HourFile(String hour, Path path, RandomAccessFile file) {}

  @Override
  public void accept(CaptureLine line) {
    ledger.offered();
    try {
      append(line);
      ledger.delivered(1);
    } catch (IOException e) {
      ledger.dropped(1, folder + ": " + e);
      ledger.tellDrops();
    }
  }

  private synchronized void append(CaptureLine line) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    byte[] bytes = line.write();
    HourFile hour = hourFile(line.inferenceTime());
    long before = hour.file().getFilePointer();
    try {
      hour.file().write(bytes);
    } catch (IOException e) {
      leave(hour, before);
      throw e;
    }
  }

  /// The file of this hour; a new one when none is open.
  private HourFile hourFile(Instant time) throws IOException {
    String hour = HOUR.format(time);
    HourFile found = openFile(hour);
    if (found != null) {
      return found;
    }
    while (open.size() >= OPEN_HOURS) {
      open.removeFirst().file().close();
    }
    Path hours = Files.createDirectories(folder.resolve(hour));
    Path path = hours.resolve(NAME.format(time) + "-" + uuid() + ".jsonl");
    HourFile file = new HourFile(hour, path, new RandomAccessFile(path.toFile(), "rw"));
    open.addLast(file);
    return file;
  }

  private @Nullable HourFile openFile(String hour) throws IOException {
    for (HourFile file : open) {
      if (file.hour().equals(hour)) {
        if (Files.exists(file.path())) {
          return file;
        }
        // Somebody deleted it; what is written to it now would be gone without a trace.
        open.remove(file);
        file.file().close();
        return null;
      }
    }
    return null;
  }

  /// Gives up a file that could not be written, without the half line at its end.
  private void leave(HourFile hour, long before) {
    open.remove(hour);
    try (RandomAccessFile file = hour.file()) {
      file.setLength(before);
    } catch (IOException _) {
      // The disk that refused the line may refuse this too; readers count the half line.
    }
  }

  /// A random UUID (version 4) from our own source of randomness.
  private UUID uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return new UUID(high, low);
  }

  @Override
  public Counts counts() {
    return ledger.counts();
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (HourFile file : open) {
      try {
        file.file().close();
      } catch (IOException e) {
        ledger.note(folder + ": could not close a capture file: " + e);
      }
    }
    open.clear();
  }
}
