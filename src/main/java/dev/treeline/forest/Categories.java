package dev.treeline.forest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The names of one feature's categories, and the codes that trees compare.
final class Categories {
  private final List<String> names;
  private final Map<String, Integer> codes = new HashMap<>();

  /// @param names each at the place of its code
  Categories(List<String> names) {
    this.names = names;
    for (int code = 0; code < names.size(); code++) {
      codes.putIfAbsent(names.get(code), code);
    }
  }

  /// @param names one list a feature
  static List<Categories> of(List<List<String>> names) {
    List<Categories> categories = new ArrayList<>(names.size());
    for (List<String> feature : names) {
      categories.add(new Categories(feature));
    }
    return categories;
  }

  List<String> names() {
    return names;
  }

  OptionalInt code(String name) {
    Integer code = codes.get(name);
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }
}
