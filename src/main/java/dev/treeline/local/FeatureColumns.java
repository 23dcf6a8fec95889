package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.payload.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Where the features stand in a table.
final class FeatureColumns {
  private final TableFile file;
  private final List<String> names;
  private final int[] positions;
  private final Optional<Model> model;

  private FeatureColumns(
      TableFile file, List<String> names, int[] positions, Optional<Model> model) {
    this.file = file;
    this.names = List.copyOf(names);
    this.positions = positions;
    this.model = model;
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
    int[] positions = names.stream().mapToInt(columns::indexOf).toArray();
    return new FeatureColumns(file, names, positions, model);
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

  /// The features of a row as XGBoost reads them; a category that the model names by its code.
  ///
  /// @throws CommandException at a cell that is other text
  void fill(Row row, float[] features) {
    for (int i = 0; i < positions.length; i++) {
      features[i] =
          row.kind(positions[i]) == Row.Kind.TEXT ? code(row, i) : row.floatAt(positions[i]);
    }
  }

  private float code(Row row, int feature) {
    String text = row.textAt(positions[feature]);
    OptionalInt code = model.map(scorer -> scorer.code(feature, text)).orElse(OptionalInt.empty());
    if (code.isPresent()) {
      return code.getAsInt();
    }
    throw new CommandException(
        "%s: %s: found \"%s\", expected a number%s; give them codes"
            .formatted(file.path(), row.place(positions[feature]), text, categories(feature)));
  }

  private String categories(int feature) {
    List<String> known = model.map(scorer -> scorer.categories(feature)).orElse(List.of());
    return known.isEmpty() ? "" : " or one of the model's categories " + known;
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
