package dev.treeline.local;

import dev.treeline.payload.CsvOptions;
import dev.treeline.payload.Libsvm;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.Payload;
import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Row;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// Where rows to be scored come from: a file, or standard input; plain or gzip. They stream by,
/// whatever their number.
///
/// @param path the file; empty for standard input
/// @param format how the rows are written
/// @param base where a libsvm file's indices begin
record RowsInput(World world, Optional<Path> path, RowFormat format, IndexBase base) {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  /// A header is told from data with the model at hand, so every line is shown; so are lines that
  /// are too short or too long. A colon is no delimiter here: times have one.
  private static final CsvOptions LINES =
      new CsvOptions(CsvOptions.Header.ABSENT, ",\t; |", CsvOptions.Widths.ANY);

  /// Where the indices of a libsvm file begin.
  enum IndexBase {
    /// At 1 if no index of the whole file is 0, as the SageMaker container decides.
    AUTO,
    ZERO,
    ONE
  }

  /// For messages.
  String name() {
    return path.map(Path::toString).orElse("standard input");
  }

  /// Shows every row to a sink.
  ///
  /// @param features how many cells a libsvm row has
  /// @param meter told how many bytes were read
  /// @throws CommandException naming the file and the place in it, if it cannot be read
  void read(int features, Progress meter, Consumer<? super Row> sink) {
    int first = format == RowFormat.LIBSVM ? firstIndex() : 0;
    try (InputStream in = open(meter)) {
      switch (format) {
        case CSV -> Payload.read(MediaType.CSV, in, LINES, sink);
        case JSONL -> Payload.read(MediaType.JSON_LINES, in, LINES, sink);
        case JSON -> Payload.read(MediaType.JSON, in, LINES, sink);
        case LIBSVM -> Libsvm.read(in, features, first, sink);
      }
    } catch (PayloadException | IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private int firstIndex() {
    return switch (base) {
      case ZERO -> 0;
      case ONE -> 1;
      case AUTO -> {
        if (path.isEmpty()) {
          throw CommandException.misuse(
              "--index-base auto reads its input twice, which standard input cannot be: give 0 or"
                  + " 1, or a file");
        }
        try (InputStream in = open(Progress.unseen())) {
          OptionalLong smallest = Libsvm.smallestIndex(in);
          yield smallest.orElse(0) >= 1 ? 1 : 0;
        } catch (PayloadException | IOException e) {
          throw unreadable(e);
        }
      }
    };
  }

  private CommandException unreadable(Exception problem) {
    return new CommandException(
        problem instanceof NoSuchFileException
            ? name() + ": no such file"
            : name() + ": " + problem.getMessage(),
        problem);
  }

  /// Standard input is left open.
  private InputStream open(Progress meter) throws IOException {
    InputStream raw;
    if (path.isPresent()) {
      meter.expect(Files.size(path.get()));
      raw = Files.newInputStream(path.get());
    } else {
      raw = new Unclosed(world.in());
    }
    InputStream in = new BufferedInputStream(new Metered(raw, meter), BUFFER);
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER) : in;
  }
}
