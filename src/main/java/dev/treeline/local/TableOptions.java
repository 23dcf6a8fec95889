package dev.treeline.local;

import dev.treeline.payload.CsvOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/// The options that say what table there is and what its columns are for.
final class TableOptions {
  @Option(
      names = "--data",
      paramLabel = "F",
      description = "the table: CSV, or JSON Lines (.jsonl); plain or gzip")
  String data = "";

  @Option(
      names = "--time",
      paramLabel = "COL",
      description =
          "the column that dates a row; its periods say what an ordinary difference is (ISO 8601, or"
              + " seconds since 1970)")
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
    if (data.isEmpty()) {
      throw CommandException.misuse("--data: found none, expected a table");
    }
    return new TableFile(
        world.folder().resolve(data).normalize(),
        csv,
        () -> new Progress(world.err(), world.clock(), world.watched()));
  }

  /// A column's name as the table has it. A JSON pointer, `/user/age`, is the path `user.age`.
  static String name(String typed) {
    return typed.startsWith("/")
        ? typed.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~")
        : typed;
  }

  /// Columns that are not features.
  ///
  /// @param more such columns that the command knows of
  Set<String> aside(List<String> more) {
    Set<String> aside = new LinkedHashSet<>();
    ignore.forEach(typed -> aside.add(name(typed)));
    more.forEach(typed -> aside.add(name(typed)));
    aside.remove("");
    if (!time.isEmpty()) {
      aside.add(name(time));
    }
    return aside;
  }

  /// How long a block is.
  Duration period() {
    return Blocks.period("--period", period, Duration.ofMinutes(1));
  }

  /// How the rows are cut into blocks.
  Blocks blocks(TableFile file) {
    return time.isEmpty()
        ? new Blocks.Chunks()
        : new Blocks.Periods(file.columns().indexOf(name(time)), name(time), period());
  }
}
