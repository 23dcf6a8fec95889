package dev.treeline.local;

import dev.treeline.forest.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where a model's features stand among named columns. Immutable.
final class ColumnMap {
  private static final int ABSENT = -1;

  private final List<String> names;
  private final int[] at;
  private final List<String> absent = new ArrayList<>();
  private final List<String> unused = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();

  /// @param names the columns' names, in the file's order
  ColumnMap(List<String> names, Model model) {
    this.names = List.copyOf(names);
    Map<String, Integer> columns = new HashMap<>();
    Map<String, Integer> features = new HashMap<>();
    for (int f = 0; f < model.features(); f++) {
      features.putIfAbsent(model.featureNames().get(f), f);
    }
    for (int i = 0; i < names.size(); i++) {
      boolean wanted = features.containsKey(names.get(i));
      boolean first = columns.putIfAbsent(names.get(i), i) == null;
      if (!wanted) {
        unused.add(names.get(i));
      } else if (!first) {
        repeated.add(names.get(i));
      }
    }
    at = new int[model.features()];
    for (int f = 0; f < at.length; f++) {
      at[f] = columns.getOrDefault(model.featureNames().get(f), ABSENT);
      if (at[f] == ABSENT) {
        absent.add(model.featureNames().get(f));
      }
    }
  }

  /// The columns as they stand in the file, one for each feature.
  private ColumnMap(List<String> names) {
    this.names = names;
    at = new int[names.size()];
    Arrays.setAll(at, f -> f);
  }

  /// The same columns, taken by position.
  ColumnMap byPosition() {
    return new ColumnMap(names);
  }

  /// Names that were given, in the file's order.
  List<String> names() {
    return names;
  }

  /// The column of a feature.
  int column(int feature) {
    return at[feature];
  }

  /// Features that no column is named after.
  List<String> absent() {
    return absent;
  }

  /// Columns that no feature is named after.
  List<String> unused() {
    return unused;
  }

  /// Features that several columns are named after.
  List<String> repeated() {
    return repeated;
  }
}
