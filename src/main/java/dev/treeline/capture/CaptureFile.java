package dev.treeline.capture;

import dev.treeline.capture.CaptureLine.Extent;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/// Reads the lines of a capture object, plain or gzip (told by the first two bytes, not by the
/// name).
///
/// Memory is bounded by the longest line, whatever the size of the object. Blank lines are passed
/// over; a line that is no capture line, that is too long, or where the compressed data is damaged
/// is a problem, and reading goes on where it can.
public final class CaptureFile {
  /// The longest line that is read, in bytes; longer ones are problems.
  public static final int LONGEST_LINE = 32 * 1024 * 1024;

  private static final int GZIP = 0x1f8b;

  private final String name;
  private final Sink sink;
  private final PlainLine plain = new PlainLine();
  // What was read of a line that does not end in the bytes at hand.
  private byte[] line = new byte[8192];
  private int length;
  private boolean tooLong;
  private long number = 1;
  private long good;
  private long truncated;
  private long redacted;
  private long bad;

  private CaptureFile(String name, Sink sink) {
    this.name = name;
    this.sink = sink;
  }

  /// Takes what a file holds, in order.
  public interface Sink {
    /// Takes a line that is plain; reads it where it stands, now or never.
    ///
    /// @param number its line, from 1
    /// @return false to be given the line again, decoded
    boolean plain(PlainLine line, long number);

    /// Takes any other line.
    ///
    /// @param number its line, from 1
    void line(CaptureLine line, long number);

    /// Takes what could not be read.
    void problem(Problem problem);
  }

  /// A line that could not be read.
  ///
  /// @param file the object's name
  /// @param line its line, from 1
  /// @param reason place, found, expected; of a line that is no capture line, with words of it
  /// @param damage whether the file is damaged here, and the reason free of captured text
  public record Problem(String file, long line, String reason, boolean damage) {
    @Override
    public String toString() {
      return file + ":" + line + ": " + reason;
    }
  }

  /// What a file held.
  ///
  /// @param lines good lines, those of the next two included
  /// @param truncated lines with a side that was cut: its data is the body's beginning
  /// @param redacted lines with a side that was withheld whole: its data is empty
  /// @param problems bad lines and damage
  public record Tally(long lines, long truncated, long redacted, long problems) {}

  /// Reads every line; the stream stays open.
  ///
  /// @param name the object's name, for problems
  /// @param lines takes each good line, in order
  /// @param problems takes each bad one, in order
  /// @return how many there were of each
  /// @throws IOException if the stream itself fails; damage inside the data is a problem instead
  public static Tally read(
      InputStream in, String name, Consumer<CaptureLine> lines, Consumer<Problem> problems)
      throws IOException {
    return read(in, name, new Decoded(lines, problems));
  }

  /// Every line decoded.
  private record Decoded(Consumer<CaptureLine> lines, Consumer<Problem> problems) implements Sink {
    @Override
    public boolean plain(PlainLine line, long number) {
      return false;
    }

    @Override
    public void line(CaptureLine line, long number) {
      lines.accept(line);
    }

    @Override
    public void problem(Problem problem) {
      problems.accept(problem);
    }
  }

  /// The same, for a sink that can do without decoded lines.
  public static Tally read(InputStream in, String name, Sink sink) throws IOException {
    CaptureFile file = new CaptureFile(name, sink);
    file.read(in);
    return new Tally(file.good, file.truncated, file.redacted, file.bad);
  }

  private void read(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    boolean gzip = (in.read() << 8 | in.read()) == GZIP;
    in.reset();
    if (!gzip) {
      readLines(in);
      return;
    }
    try {
      Members members = new Members(in);
      readLines(members);
      if (members.hasLeftovers()) {
        damage("found more than gzip data, expected its end; the rest of the file is lost");
      }
    } catch (ZipException | EOFException e) {
      // What was cut off with the damage cannot be told line by line.
      length = 0;
      damage("found " + words(e) + ", expected whole gzip data; the rest of the file is lost");
    }
  }

  private static String words(IOException e) {
    return e instanceof EOFException ? "an early end" : "damaged data (" + e.getMessage() + ")";
  }

  private void readLines(InputStream in) throws IOException {
    byte[] chunk = new byte[1 << 16];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      int start = 0;
      for (int end = Bytes.lineFeed(chunk, 0, n); end < n; ) {
        if (length == 0 && !tooLong) {
          endLine(chunk, start, end);
        } else {
          append(chunk, start, end);
          endLine(line, 0, length);
        }
        start = end + 1;
        end = Bytes.lineFeed(chunk, start, n);
      }
      append(chunk, start, n);
    }
    endLine(line, 0, length);
  }

  private void append(byte[] chunk, int from, int to) {
    int more = to - from;
    if (tooLong || length + more > LONGEST_LINE) {
      tooLong = true;
      return;
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(length + more, Math.min(line.length * 2, LONGEST_LINE)));
    }
    System.arraycopy(chunk, from, line, length, more);
    length += more;
  }

  private void endLine(byte[] bytes, int from, int to) {
    if (tooLong) {
      damage("found more than " + LONGEST_LINE + " bytes, expected a shorter line");
    } else if (plain.find(bytes, from, to) && sink.plain(plain, number)) {
      good++;
    } else if (!isBlank(bytes, from, to)) {
      decode(bytes, from, to);
    }
    number++;
    length = 0;
    tooLong = false;
  }

  private void decode(byte[] bytes, int from, int to) {
    try {
      CaptureLine read = LineReader.read(bytes, from, to - from);
      sink.line(read, number);
      good++;
      truncated += has(read, Extent.TRUNCATED) ? 1 : 0;
      redacted += has(read, Extent.REDACTED) ? 1 : 0;
    } catch (CaptureFormatException e) {
      bad++;
      sink.problem(new Problem(name, number, String.valueOf(e.getMessage()), false));
    }
  }

  private static boolean has(CaptureLine line, Extent extent) {
    return (line.input() != null && line.input().extent() == extent)
        || (line.output() != null && line.output().extent() == extent);
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void damage(String reason) {
    bad++;
    sink.problem(new Problem(name, number, reason, true));
  }
}
