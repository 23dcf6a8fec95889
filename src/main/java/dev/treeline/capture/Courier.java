package dev.treeline.capture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// Delivers lines on threads of its own, so that whoever brings one can stop waiting for it: the
/// timeouts of a client hold for each read and not for the call. A line whose bringer has left is
/// still on its way; its fate is counted once, when it is known.
///
/// A thread takes all lines that wait, so that many of them go out in one call when calls are slow.
/// What waits is bounded in bytes; a line that finds no room is dropped and counted. Thread-safe.
final class Courier implements AutoCloseable, Runnable {
  /// What a reply waits for the first call of a client, which has to connect.
  static final Duration FIRST = Duration.ofSeconds(3);

  private static final int MOST_THREADS = 4;
  private static final int NAP_MILLIS = 20;

  private final Connection connection;
  private final Ledger ledger;
  private final Duration deadline;
  private final long mostBytes;
  private final ThreadFactory factory;
  private List<Parcel> waiting = new ArrayList<>();
  private long bytes;
  private int threads;
  private int idle;
  private boolean closed;
  private volatile boolean warm;

  /// @param deadline how long a bringer waits once the connection is warm
  Courier(Connection connection, Ledger ledger, Duration deadline, long mostBytes) {
    this(connection, ledger, deadline, mostBytes, new Daemons());
  }

  Courier(
      Connection connection,
      Ledger ledger,
      Duration deadline,
      long mostBytes,
      ThreadFactory factory) {
    this.connection = connection;
    this.ledger = ledger;
    this.deadline = deadline;
    this.mostBytes = mostBytes;
    this.factory = factory;
  }

  private static final class Daemons implements ThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "treeline-capture");
      thread.setDaemon(true);
      return thread;
    }
  }

  /// A line, and whether its fate is known.
  private static final class Parcel {
    private final byte[] line;
    private final CountDownLatch settled = new CountDownLatch(1);

    Parcel(byte[] line) {
      this.line = line;
    }
  }

  /// Connects and makes the first call without a line; afterwards every bringer has the deadline.
  void prime() {
    try {
      warm = connection.delivery().prime();
    } catch (Throwable e) {
      // A class or a region that is missing costs lines, which are counted, and never a score.
      ledger.note("capture: no Firehose client: " + e);
    }
  }

  /// Brings one line and waits until its fate is known, though no longer than the deadline.
  void deliver(byte[] line) {
    Parcel parcel = new Parcel(line);
    if (!add(parcel)) {
      return;
    }
    try {
      if (!parcel.settled.await(patience().toNanos(), TimeUnit.NANOSECONDS)) {
        warm = true; // Only one reply waits long, even for a stream that never answers.
        ledger.add(Ledger.Event.LATE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration patience() {
    return warm || deadline.compareTo(FIRST) > 0 ? deadline : FIRST;
  }

  private synchronized boolean add(Parcel parcel) {
    if (closed) {
      ledger.refused("closed");
      ledger.tell();
      return false;
    }
    if (bytes + parcel.line.length > mostBytes) {
      ledger.refused("buffer: full, since the stream is slow");
      return false;
    }
    waiting.add(parcel);
    bytes += parcel.line.length;
    if (idle == 0 && threads < MOST_THREADS) {
      return start(parcel);
    }
    notifyAll();
    return true;
  }

  /// Starts one more thread. Without any the line would wait for ever, so that it is dropped when
  /// the machine gives none; where there are others, one of them takes it.
  private boolean start(Parcel parcel) {
    threads++;
    try {
      factory.newThread(this).start();
      return true;
    } catch (Throwable e) {
      threads--;
      if (threads > 0) {
        return true;
      }
      waiting.remove(parcel);
      bytes -= parcel.line.length;
      ledger.dropped(1, "no thread: " + e);
      return false;
    }
  }

  /// Delivers until it is closed and nothing waits.
  @Override
  public void run() {
    for (List<Parcel> taken = take(); !taken.isEmpty(); taken = take()) {
      List<byte[]> lines = new ArrayList<>(taken.size());
      for (Parcel parcel : taken) {
        lines.add(parcel.line);
      }
      try {
        connection.delivery().deliver(lines, Effort.usual());
      } catch (Throwable e) {
        ledger.dropped(lines.size(), "no Firehose client: " + e);
      }
      warm = true;
      ledger.tell();
      for (Parcel parcel : taken) {
        parcel.settled.countDown();
      }
    }
  }

  /// Waits for lines and takes them all; none when it was closed and nothing waits.
  private synchronized List<Parcel> take() {
    idle++;
    notifyAll();
    while (waiting.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException _) {
        // Nobody interrupts these threads; they end with the courier.
      }
    }
    idle--;
    List<Parcel> taken = waiting;
    waiting = new ArrayList<>();
    bytes = 0;
    if (taken.isEmpty()) {
      threads--;
    }
    return taken;
  }

  /// Waits until every line's fate is known; false when that took too long.
  synchronized boolean drain(Duration patience) {
    Countdown left = Countdown.of(patience);
    while (!waiting.isEmpty() || idle < threads) {
      if (left.over()) {
        return false;
      }
      try {
        wait(Math.clamp(left.millis(), 1, NAP_MILLIS));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /// Forgets that there was a call: the next one may take as long as the first.
  void cool() {
    warm = false;
  }

  /// Refuses further lines; those that wait are still delivered.
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
