package dev.treeline.request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The model's columns by name. Immutable, for every thread.
final class FeatureNames {
  private static final int SHOWN = 20;

  private final List<String> names;
  private final Map<String, Integer> columns = new HashMap<>();

  FeatureNames(List<String> names) {
    this.names = names;
    for (int i = 0; i < names.size(); i++) {
      columns.putIfAbsent(names.get(i), i);
    }
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
    String shown =
        names.stream()
            .limit(SHOWN)
            .map(name -> name.isEmpty() ? "\"\"" : name)
            .collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + ", … (" + names.size() + " in all)";
  }
}
