package dev.treeline.request;

import dev.treeline.forest.Model;
import dev.treeline.payload.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of one request, in the model's order of columns. Serves one thread.
///
/// A row that does not fit the model is remembered and refused by [#score] only, after the whole
/// body was read: what cannot be read wins over what cannot be scored, as in the container.
final class Batch implements Consumer<Row> {
  private final Model model;
  private final FeatureNames names;
  private float[] values;
  private int rows;
  private @Nullable String problem;

  Batch(Model model, FeatureNames names) {
    this.model = model;
    this.names = names;
    this.values = new float[16 * Math.max(1, model.features())];
  }

  @Override
  public void accept(Row row) {
    makeRoom();
    String found = row.named() ? takeNamed(row) : takePositional(row);
    if (found != null && problem == null) {
      problem = row.place() + ": " + found;
    }
    rows += problem == null ? 1 : 0;
  }

  private void makeRoom() {
    int needed = Math.multiplyExact(rows + 1, model.features());
    if (needed > values.length) {
      values = Arrays.copyOf(values, (int) Math.min(2L * needed, Integer.MAX_VALUE - 8));
    }
  }

  /// Takes values in the model's order.
  ///
  /// @return what is wrong with the row, if anything
  private @Nullable String takePositional(Row row) {
    int from = rows * model.features();
    for (int column = 0; column < row.width(); column++) {
      if (column < model.features()) {
        values[from + column] = CellValue.of(model, column, row, column);
      } else {
        requireNumber(row, column);
      }
    }
    return row.width() == model.features()
        ? null
        : "found "
            + row.width()
            + (row.width() == 1 ? " value" : " values")
            + ", expected "
            + model.features()
            + ": "
            + names.list();
  }

  /// Takes values by name; each must come exactly once, missing ones as `null`.
  ///
  /// @return what is wrong with the row, if anything
  private @Nullable String takeNamed(Row row) {
    int from = rows * model.features();
    boolean[] seen = new boolean[model.features()];
    List<String> unknown = new ArrayList<>();
    List<String> repeated = new ArrayList<>();
    for (int i = 0; i < row.width(); i++) {
      int column = names.column(row.nameAt(i));
      if (column < 0) {
        requireNumber(row, i);
        unknown.add(row.nameAt(i));
        continue;
      }
      values[from + column] = CellValue.of(model, column, row, i);
      if (seen[column]) {
        repeated.add(row.nameAt(i));
      }
      seen[column] = true;
    }
    List<String> absent =
        IntStream.range(0, seen.length).filter(i -> !seen[i]).mapToObj(names::name).toList();
    List<String> faults = new ArrayList<>();
    addFault(faults, "no ", absent);
    addFault(faults, "unknown ", unknown);
    addFault(faults, "repeated ", repeated);
    return faults.isEmpty()
        ? null
        : "found "
            + String.join("; ", faults)
            + ", expected each name once, null where it is missing: "
            + names.list();
  }

  /// A cell that no feature stands for must be readable all the same.
  private static void requireNumber(Row row, int column) {
    row.floatAt(column);
  }

  private static void addFault(List<String> faults, String what, List<String> which) {
    if (!which.isEmpty()) {
      faults.add(what + FeatureNames.list(which));
    }
  }

  int rows() {
    return rows;
  }

  /// Refuses rows that do not fit the model, or none at all.
  void check() {
    if (problem != null) {
      throw new Refusal(Reason.UNEVALUABLE, problem);
    }
    if (rows == 0) {
      throw new Refusal(Reason.UNEVALUABLE, "body: found no rows, expected at least one");
    }
  }

  /// Scores all rows.
  ///
  /// @return [Model#outputs()] predictions a row, row after row
  float[] score() {
    float[] scores = new float[Math.multiplyExact(rows, model.outputs())];
    model.predict(values, rows, scores);
    return scores;
  }
}
