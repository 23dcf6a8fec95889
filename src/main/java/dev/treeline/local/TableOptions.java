package dev.treeline.local;

import dev.treeline.payload.CsvOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import picocli.CommandLine.Option;

/// The options that say what table there is and what its columns are for.
final class TableOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "F",
      description = "the table: CSV with a header, or JSON Lines (.jsonl); plain or gzip")
  String data = "";

  @Option(
      names = "--time",
      paramLabel = "COL",
      description =
          "the column that dates a row; its periods say what an ordinary difference is (ISO 8601)")
  String time = "";

  @Option(
      names = "--period",
      paramLabel = "P",
      description =
          "how long a block of rows is, as the monitor's window: P1D, PT1H (default: P1D)")
  String period = "P1D";

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COL",
      description = "columns that are not features, such as ids; comma-separated or repeated")
  List<String> ignore = new ArrayList<>();

  TableFile file(World world, CsvOptions csv) {
    return new TableFile(world.folder().resolve(data).normalize(), csv);
  }

  /// Columns that are not features.
  ///
  /// @param more such columns that the command knows of
  Set<String> aside(List<String> more) {
    Set<String> aside = new LinkedHashSet<>(ignore);
    aside.addAll(more);
    if (!time.isEmpty()) {
      aside.add(time);
    }
    return aside;
  }

  /// How the rows are cut into blocks.
  ///
  /// @param rows how many there are, asked for only when there is no time to cut by
  Blocks blocks(TableFile file, LongSupplier rows) {
    return time.isEmpty()
        ? new Blocks.Chunks(rows.getAsLong())
        : new Blocks.Periods(file.columns().indexOf(time), time, Blocks.period(period));
  }
}
