package dev.treeline.payload;

import java.util.List;

/// What each feature of each row added to its margins. Takes its array over; immutable as long as
/// nobody writes into it.
public final class Attributions {
  private final List<String> features;
  private final int groups;
  private final float[] values;

  /// @param features one name a column
  /// @param groups margins a row has, at least 1
  /// @param values for each row, for each group, one value a feature and then the bias
  /// @throws IllegalArgumentException if the values are not a whole number of rows
  public Attributions(List<String> features, int groups, float[] values) {
    if (groups < 1 || values.length % ((features.size() + 1L) * groups) != 0) {
      throw new IllegalArgumentException(
          values.length
              + " values are no rows of "
              + groups
              + " groups of "
              + features.size()
              + " features and a bias");
    }
    this.features = List.copyOf(features);
    this.groups = groups;
    this.values = values;
  }

  /// The features' names.
  public List<String> features() {
    return features;
  }

  /// Margins a row has.
  public int groups() {
    return groups;
  }

  /// Rows that are explained.
  public int rows() {
    return values.length / ((features.size() + 1) * groups);
  }

  /// Numbers in all.
  int size() {
    return values.length;
  }

  /// What one feature added to one margin; behind the last feature stands the bias.
  private float of(int row, int group, int feature) {
    return values[(row * groups + group) * (features.size() + 1) + feature];
  }

  /// Appends what one feature added to all margins of a row: in JSON, comma-separated.
  void appendGroups(StringBuilder out, int row, int feature) {
    for (int group = 0; group < groups; group++) {
      if (group > 0) {
        out.append(", ");
      }
      Notation.JSON.number(out, of(row, group, feature));
    }
  }
}
