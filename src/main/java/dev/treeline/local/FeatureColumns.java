package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.payload.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the features stand in a table.
final class FeatureColumns {
  private final TableFile file;
  private final List<String> names;
  private final int[] positions;

  private FeatureColumns(TableFile file, List<String> names, int[] positions) {
    this.file = file;
    this.names = List.copyOf(names);
    this.positions = positions;
  }

  /// Finds a model's features by name; without a model, all columns that are not set aside.
  ///
  /// @param aside label, time and ignored columns
  static FeatureColumns of(TableFile file, Optional<Model> model, Set<String> aside) {
    List<String> columns = file.columns();
    requireAll(file, columns, aside);
    List<String> rest = new ArrayList<>(columns);
    rest.removeAll(aside);
    List<String> names = model.map(Model::featureNames).orElse(rest);
    requireAll(file, columns, names);
    return new FeatureColumns(file, names, names.stream().mapToInt(columns::indexOf).toArray());
  }

  private static void requireAll(TableFile file, List<String> columns, Iterable<String> asked) {
    List<String> absent = new ArrayList<>();
    asked.forEach(absent::add);
    absent.removeAll(columns);
    if (!absent.isEmpty()) {
      throw new CommandException(
          file.path() + ": found the columns " + columns + ", expected also " + absent);
    }
  }

  List<String> names() {
    return names;
  }

  /// Where the feature stands in a row of the table.
  int position(int feature) {
    return positions[feature];
  }

  /// The features of a row as XGBoost reads them.
  ///
  /// @throws CommandException at a cell that is text
  void fill(Row row, float[] features) {
    for (int i = 0; i < positions.length; i++) {
      if (row.kind(positions[i]) == Row.Kind.TEXT) {
        throw new CommandException(
            "%s: %s: found \"%s\", expected a number; tables know no categories here: give them codes"
                .formatted(file.path(), row.place(positions[i]), row.textAt(positions[i])));
      }
      features[i] = row.floatAt(positions[i]);
    }
  }

  /// Shows every row with its number from 0.
  ///
  /// @return how many there were
  long read(Sink sink) {
    long[] index = {0};
    return file.read(row -> sink.accept(row, index[0]++));
  }

  /// Takes the rows of a table.
  @FunctionalInterface
  interface Sink {
    void accept(Row row, long index);
  }

  @Override
  public String toString() {
    return names + " at " + Arrays.toString(positions);
  }
}
