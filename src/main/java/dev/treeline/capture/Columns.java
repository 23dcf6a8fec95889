package dev.treeline.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which columns of one model's rows are to be redacted.
///
/// @param features the model's features in order; empty when they are not known
/// @param names names that are redacted, those of numbered columns included
/// @param positions places in a row that are redacted, from 0
record Columns(List<String> features, Set<String> names, Set<Integer> positions) {
  /// Columns as the setting names them: by name, or by number from 1. What this model does not have
  /// means another one.
  static Columns of(List<String> entries, List<String> features) {
    Set<String> names = new HashSet<>();
    Set<Integer> positions = new TreeSet<>();
    for (String entry : entries) {
      boolean number = entry.charAt(0) >= '0' && entry.charAt(0) <= '9' && isNumber(entry);
      if (!number) {
        names.add(entry);
        for (int i = 0; i < features.size(); i++) {
          if (features.get(i).equals(entry)) {
            positions.add(i);
          }
        }
      } else if (features.isEmpty() || Integer.parseInt(entry) <= features.size()) {
        positions.add(Integer.parseInt(entry) - 1);
      }
    }
    for (int position : new ArrayList<>(positions)) {
      if (position < features.size()) {
        names.add(features.get(position));
      }
    }
    return new Columns(features, names, positions);
  }

  private static boolean isNumber(String entry) {
    for (int i = 0; i < entry.length(); i++) {
      if (entry.charAt(i) < '0' || entry.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /// Whether nothing is to be redacted.
  boolean isEmpty() {
    return names.isEmpty() && positions.isEmpty();
  }

  /// Whether a row of so many cells is one whose cells are known by their places.
  boolean fits(int width) {
    if (!features.isEmpty()) {
      return width == features.size();
    }
    // Without the model's names only numbers mean something, and only when the row reaches them.
    boolean numbersOnly = names.isEmpty();
    for (int position : positions) {
      numbersOnly &= position < width;
    }
    return numbersOnly;
  }
}
