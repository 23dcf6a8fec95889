package dev.treeline.local;

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
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A table in a file, to be read as often as needed: CSV, or JSON Lines when the name says so;
/// plain or gzip.
///
/// @param path the file
/// @param csv how a CSV is read
record TableFile(Path path, CsvOptions csv) {
  private static final int GZIP_MAGIC = 0x1f8b;

  /// Shows every row to a sink.
  ///
  /// @return how many there were
  /// @throws CommandException naming the file and the place in it, if it cannot be read
  long read(Consumer<? super Row> sink) {
    Aligned aligned = new Aligned(sink);
    try (InputStream in = open()) {
      return Payload.read(type(), in, csv, aligned);
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

  private InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /// Passes rows on, those of named documents in the order of the first one's names.
  private final class Aligned implements Consumer<Row> {
    private final Consumer<? super Row> sink;
    private @Nullable AlignedRow row;

    Aligned(Consumer<? super Row> sink) {
      this.sink = sink;
    }

    @Override
    public void accept(Row next) {
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
