package dev.treeline.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// How far a file of rows is read, on a terminal: the part that is done, rows a second, the time
/// that is left. Draws over one line, at most five times a second, and wipes it out at the end. Not
/// thread-safe.
final class Progress {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int CELLS = 24;

  private final PrintStream err;
  private final InstantSource clock;
  private final boolean watched;
  private final Instant start;
  private Instant next;
  private long expected;
  private long bytes;
  private long rows;
  private int drawn;

  /// @param err where it is drawn
  /// @param watched whether that is a terminal; nothing is ever drawn otherwise
  Progress(PrintStream err, InstantSource clock, boolean watched) {
    this.err = err;
    this.clock = clock;
    this.watched = watched;
    start = clock.instant();
    next = start.plus(PAUSE);
  }

  /// For work that nobody looks at.
  static Progress unseen() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Progress(nowhere, InstantSource.fixed(Instant.EPOCH), false);
  }

  /// Says how many bytes there are in all; until then nobody knows how long it takes.
  void expect(long all) {
    expected = all;
  }

  /// Some more bytes were read.
  void bytes(int more) {
    bytes += more;
    if (watched && !clock.instant().isBefore(next)) {
      draw();
    }
  }

  /// One more row was read.
  void row() {
    rows++;
  }

  private void draw() {
    Instant now = clock.instant();
    next = now.plus(PAUSE);
    long millis = Math.max(1, Duration.between(start, now).toMillis());
    String line = String.format(Locale.ROOT, "%,d rows, %,d a second", rows, rows * 1000 / millis);
    if (expected > 0) {
      double part = Math.min(1, (double) bytes / expected);
      int full = (int) (part * CELLS);
      Duration left = Duration.ofMillis(part == 0 ? 0 : Math.round(millis * (1 - part) / part));
      line =
          "%3d %% [%s%s] %s, %s left"
              .formatted(
                  (int) (part * 100), "=".repeat(full), " ".repeat(CELLS - full), line, said(left));
    }
    err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    err.flush();
    drawn = line.length();
  }

  private static String said(Duration left) {
    return left.toHours() > 0
        ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }

  /// Wipes the line out, so that what is printed next stands alone.
  void wipe() {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn) + "\r");
      err.flush();
      drawn = 0;
    }
  }
}
