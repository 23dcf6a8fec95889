package dev.treeline.monitor;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds the baseline's features in a captured row: by name when the row names its cells, otherwise
/// by position.
///
/// A row whose names hit at least one feature is read by name: a feature without a cell is missing
/// there, a cell without a feature is passed over. A row without such names must have exactly as
/// many cells as there are features.
final class FeatureNames implements Serializable {
  /// The row has no cell for this feature.
  static final int ABSENT = -1;

  private static final int[] NOT_FOUND = {};

  private final List<String> names;
  private final Map<String, Integer> positions = new HashMap<>();
  private final int[] inOrder;
  private final String expected;

  FeatureNames(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      positions.put(names.get(i), i);
    }
    this.expected = names.size() + ": " + String.join(", ", names);
    this.inOrder = IntStream.range(0, names.size()).toArray();
  }

  int size() {
    return names.size();
  }

  /// Where each feature stands in a row: a cell, or [#ABSENT].
  ///
  /// @return empty when the row does not fit the features
  int[] cellsOf(Body.Cells row) {
    int[] byName = new int[names.size()];
    Arrays.fill(byName, ABSENT);
    boolean hit = false;
    for (int cell = 0; cell < row.width(); cell++) {
      Integer feature = row.name(cell).isEmpty() ? null : positions.get(row.name(cell));
      if (feature != null && byName[feature] == ABSENT) {
        byName[feature] = cell;
        hit = true;
      }
    }
    if (hit) {
      return byName;
    }
    return row.width() == names.size() ? inOrder : NOT_FOUND;
  }

  /// Why a row does not fit.
  String problem(Body.Cells row) {
    return "found "
        + row.width()
        + (row.width() == 1 ? " column" : " columns")
        + ", expected "
        + expected;
  }
}
