package dev.treeline.local;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// The server's log: a line costs the request that it is about no system call and no wait for a
/// terminal. A thread of its own prints what has gathered, in one write, within some milliseconds.
///
/// What waits is bounded: a log that cannot keep up slows the requests down and loses no line.
/// Closing prints what is left, and lines that come later are printed at once. A process that is
/// killed loses the last milliseconds. Thread-safe.
final class LogLines implements Consumer<String>, AutoCloseable {
  private static final int MOST_LINES = 8192;
  private static final int GATHER_MILLIS = 20;

  // Told from every other line by its identity.
  @SuppressWarnings("StringOperationCanBeSimplified")
  private static final String END = new String("");

  private final PrintStream out;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_LINES);
  private final Thread printer;
  private volatile boolean closed;

  private LogLines(PrintStream out) {
    this.out = out;
    printer = Thread.ofPlatform().daemon().name("treeline-log").unstarted(this::print);
  }

  /// Starts the thread that prints.
  static LogLines to(PrintStream out) {
    LogLines lines = new LogLines(out);
    lines.printer.start();
    return lines;
  }

  @Override
  public void accept(String line) {
    try {
      waiting.put(line);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      out.println(line);
    }
    if (closed) {
      printWaiting();
    }
  }

  /// Prints what is left.
  @Override
  public void close() {
    closed = true;
    try {
      waiting.put(END);
      printer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    printWaiting();
  }

  /// Waits for a line only when there is none, so that lines seldom wake this thread.
  private void print() {
    try {
      for (String first = waiting.take(); !isEnd(first); first = waiting.take()) {
        if (!closed) {
          Thread.sleep(GATHER_MILLIS);
        }
        List<String> lines = new ArrayList<>(waiting.size() + 1);
        lines.add(first);
        waiting.drainTo(lines);
        if (print(lines)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; it ends with the process.
    }
  }

  private void printWaiting() {
    List<String> lines = new ArrayList<>();
    waiting.drainTo(lines);
    print(lines);
  }

  /// Prints lines in one write; whether the end was among them.
  private boolean print(List<String> lines) {
    boolean end = false;
    StringBuilder text = new StringBuilder(256 * lines.size());
    for (String line : lines) {
      if (isEnd(line)) {
        end = true;
      } else {
        text.append(line).append(System.lineSeparator());
      }
    }
    byte[] bytes = text.toString().getBytes(out.charset());
    out.write(bytes, 0, bytes.length);
    out.flush();
    return end;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isEnd(String line) {
    return line == END;
  }
}
