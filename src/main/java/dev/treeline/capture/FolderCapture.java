package dev.treeline.capture;

import dev.treeline.capture.HourFiles.Dated;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Mode `folder`: lines go into files below a folder, laid out as SageMaker lays them out
/// ([HourFiles]).
///
/// `accept` keeps the line; one thread of its own writes what has gathered, some milliseconds later
/// and in a gzip file up to a second later, so that a slow disk delays no reply. A line counts as
/// delivered when the operating system has it; it is not forced onto the disk. A process that is
/// killed loses what had gathered, one that is told to end loses nothing. What waits is bounded in
/// bytes; a line that finds no room is dropped and counted.
public final class FolderCapture implements Capture, Runnable {
  /// Bytes that may wait.
  static final long MOST_BYTES = 64L * 1024 * 1024;

  // Lines that come in the meantime cost no wake-up and share a write.
  private static final Duration GATHER = Duration.ofMillis(2);
  // A member of one line compresses badly.
  private static final Duration GATHER_GZIP = Duration.ofSeconds(1);
  private static final int NAP_MILLIS = 50;
  private static final long ENOUGH_BYTES = 512 * 1024;
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final HourFiles files;
  private final Lines lines;
  private final Ledger ledger;
  private final Duration gather;
  private List<Dated> waiting = new ArrayList<>();
  private long bytes;
  private boolean awaited;
  private boolean closed;
  private boolean writing;
  private boolean ended;

  private FolderCapture(HourFiles files, Lines lines, Ledger ledger, Duration gather) {
    this.files = files;
    this.lines = lines;
    this.ledger = ledger;
    this.gather = gather;
  }

  /// Starts the thread that writes.
  static FolderCapture start(HourFiles files, boolean gzip, Lines lines, Ledger ledger) {
    FolderCapture capture = new FolderCapture(files, lines, ledger, gzip ? GATHER_GZIP : GATHER);
    Thread.ofPlatform().daemon().name("treeline-capture").start(capture);
    return capture;
  }

  @Override
  public void accept(CaptureLine line) {
    Optional<byte[]> written = lines.bytes(line);
    if (written.isPresent()) {
      add(new Dated(line.inferenceTime(), written.get()));
    }
  }

  private synchronized void add(Dated line) {
    if (closed || bytes + line.length() > MOST_BYTES) {
      // Told with the next write, while there is one: a disk that is slow is not helped by a log
      // line each.
      ledger.refused(closed ? "closed" : "buffer: full, since the disk is slow");
      if (closed) {
        ledger.tell();
      }
      return;
    }
    waiting.add(line);
    bytes += line.length();
    if (awaited) {
      awaited = false;
      notifyAll();
    }
  }

  /// Writes until it is closed and nothing waits.
  @Override
  public void run() {
    for (List<Dated> taken = take(); !taken.isEmpty(); taken = take()) {
      for (int from = 0; from < taken.size(); ) {
        int to = from + HourFiles.alike(taken, from);
        append(taken.subList(from, to));
        from = to;
      }
      ledger.tell();
    }
    try {
      files.close();
    } catch (IOException e) {
      ledger.note("capture: a file could not be closed: " + e);
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private void append(List<Dated> batch) {
    try {
      files.append(batch);
      ledger.delivered(batch.size());
    } catch (Throwable e) {
      // Errors too: this thread has to live as long as lines come.
      ledger.dropped(batch.size(), "folder: " + e);
    }
  }

  /// Takes what has gathered; nothing when it was closed and nothing waits.
  private synchronized List<Dated> take() {
    writing = false;
    notifyAll();
    Countdown left = Countdown.of(gather);
    while (!closed) {
      if (!waiting.isEmpty() && (left.over() || bytes >= ENOUGH_BYTES)) {
        break;
      }
      boolean idle = waiting.isEmpty() && left.over();
      awaited = idle;
      try {
        wait(idle ? 0 : Math.clamp(left.millis(), 1, NAP_MILLIS));
      } catch (InterruptedException _) {
        // Nobody interrupts this thread; it ends with the capture.
      }
    }
    awaited = false;
    List<Dated> taken = waiting;
    waiting = new ArrayList<>();
    bytes = 0;
    writing = true;
    return taken;
  }

  /// Waits until everything is written. Files stay open: a folder of a restored process is its own.
  @Override
  public synchronized void suspend() {
    Countdown left = Countdown.of(DRAIN);
    while (!ended && (writing || !waiting.isEmpty()) && !left.over()) {
      try {
        wait(20);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public Counts counts() {
    return ledger.counts();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    Countdown left = Countdown.of(DRAIN);
    while (!ended) {
      if (left.over()) {
        ledger.abandon("closed before the disk had the lines");
        break;
      }
      try {
        wait(left.millis());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    ledger.tell();
  }
}
