package dev.treeline.drift;

import dev.treeline.sketch.ColumnSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `statistics.json` holds: one table, described column by column.
///
/// @param rows rows of the table, `item_count`
/// @param columns in the table's order
public record Statistics(long rows, List<ColumnStatistics> columns) {
  /// Keeps the columns.
  public Statistics {
    columns = List.copyOf(columns);
  }

  /// Statistics of own counts.
  ///
  /// @param names one a sketch
  public static Statistics of(long rows, List<String> names, List<ColumnSketch> sketches) {
    if (names.size() != sketches.size()) {
      throw new IllegalArgumentException(
          "statistics: found %d names and %d columns, expected as many"
              .formatted(names.size(), sketches.size()));
    }
    var columns = new ArrayList<ColumnStatistics>(names.size());
    for (int i = 0; i < names.size(); i++) {
      columns.add(ColumnStatistics.of(names.get(i), sketches.get(i)));
    }
    return new Statistics(rows, columns);
  }

  /// These statistics with tokens in place of texts that may not be read.
  public Statistics disclosed(Disclosure rule) {
    return new Statistics(rows, columns.stream().map(column -> column.disclosed(rule)).toList());
  }

  /// The column of this name.
  public Optional<ColumnStatistics> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
