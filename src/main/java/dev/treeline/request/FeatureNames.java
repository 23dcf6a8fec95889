package dev.treeline.request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The model's columns by name. Immutable, for every thread.
final class FeatureNames {
  private static final int SHOWN = 20;

  private final List<String> names;
  private final Map<String, Integer> columns;

  FeatureNames(List<String> names) {
    this.names = names;
    columns = HashMap.newHashMap(names.size());
    for (int i = 0; i < names.size(); i++) {
      columns.putIfAbsent(names.get(i), i);
    }
  }

  /// How many columns there are.
  int size() {
    return names.size();
  }

  /// The column of this name, or -1.
  int column(String name) {
    return columns.getOrDefault(name, -1);
  }

  String name(int column) {
    return names.get(column);
  }

  /// The names in the model's order, as far as a message can hold them.
  String list() {
    return list(names);
  }

  static String list(List<String> names) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(names.size(), SHOWN); i++) {
      shown.append(i == 0 ? "" : ", ").append(names.get(i).isEmpty() ? "\"\"" : names.get(i));
    }
    return names.size() <= SHOWN ? shown.toString() : shown + ", … (" + names.size() + " in all)";
  }
}
