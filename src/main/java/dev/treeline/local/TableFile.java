package dev.treeline.local;

import dev.treeline.payload.BodyOptions;
import dev.treeline.payload.CsvOptions;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A table in a file, to be read as often as needed: CSV, or JSON Lines when the name says so;
/// plain or gzip. Objects and lists inside a row of JSON Lines are made flat, see
/// [BodyOptions.Nesting#FLATTENED].
///
/// @param path the file
/// @param csv how a CSV is read
/// @param meters shows somebody who waits how far each reading is
record TableFile(Path path, CsvOptions csv, Supplier<Progress> meters) {
  private static final int GZIP_MAGIC = 0x1f8b;

  /// A table that is read unseen.
  TableFile(Path path, CsvOptions csv) {
    this(path, csv, Progress::unseen);
  }

  /// Shows every row to a sink.
  ///
  /// @return how many there were
  /// @throws CommandException naming the file and the place in it, if it cannot be read
  long read(Consumer<? super Row> sink) {
    Progress meter = meters.get();
    long rows = read(meter, sink);
    meter.wipe();
    return rows;
  }

  private long read(Progress meter, Consumer<? super Row> sink) {
    Aligned aligned = new Aligned(sink, meter);
    BodyOptions options = new BodyOptions(csv, 0, BodyOptions.IndexBase.AUTO).flattened();
    try (InputStream in = open(meter)) {
      return Payload.decode(type(), in, options, aligned).rows();
    } catch (PayloadException e) {
      throw new CommandException(path + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new CommandException(path + ": no such file", e);
    } catch (IOException | UncheckedIOException e) {
      throw new CommandException(path + ": " + e.getMessage(), e);
    }
  }

  /// The names of the columns: the header's or the first document's; `_c0`, `_c1`, … as SageMaker
  /// names them where there is none.
  ///
  /// @throws CommandException if there is no row, or a name stands there twice
  List<String> columns() {
    List<String> names = new ArrayList<>();
    try {
      read(
          row -> {
            for (int i = 0; i < row.width(); i++) {
              names.add(row.named() && !row.nameAt(i).isEmpty() ? row.nameAt(i) : "_c" + i);
            }
            throw new Enough();
          });
    } catch (Enough _) {
      requireDistinct(names);
      return names;
    }
    throw new CommandException(path + ": found no rows, expected a table");
  }

  private void requireDistinct(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new CommandException(path + ": found the column " + name + " twice, expected once");
      }
    }
  }

  private MediaType type() {
    String name = path.getFileName().toString();
    return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")
        ? MediaType.JSON_LINES
        : MediaType.CSV;
  }

  private InputStream open(Progress meter) throws IOException {
    meter.expect(Files.size(path));
    InputStream in =
        new BufferedInputStream(new Metered(Files.newInputStream(path), meter), 1 << 16);
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /// Passes rows on, those of named documents in the order of the first one's names.
  private final class Aligned implements Consumer<Row> {
    private final Consumer<? super Row> sink;
    private final Progress meter;
    private @Nullable AlignedRow row;

    Aligned(Consumer<? super Row> sink, Progress meter) {
      this.sink = sink;
      this.meter = meter;
    }

    @Override
    public void accept(Row next) {
      meter.row();
      if (!type().matches(MediaType.JSON_LINES) || !next.named()) {
        sink.accept(next);
        return;
      }
      if (row == null) {
        List<String> names = IntStream.range(0, next.width()).mapToObj(next::nameAt).toList();
        row = new AlignedRow(path.toString(), names, next);
      }
      sink.accept(row.on(next));
    }
  }

  /// Ends a reading early; carries nothing.
  private static final class Enough extends RuntimeException {
    Enough() {
      super(null, null, false, false);
    }
  }
}
