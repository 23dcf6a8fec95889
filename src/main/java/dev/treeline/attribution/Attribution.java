package dev.treeline.attribution;

import dev.treeline.booster.LinearDocument;
import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreesDocument;

/// How a booster's margins are shared out among features. The attributions of a row are, for each
/// output group, one for each feature and last the bias. Immutable; one instance serves every
/// thread, but a [Scratch] only one at a time.
public sealed interface Attribution permits TreeAttribution, LinearAttribution {
  /// Compiles trees.
  ///
  /// @param trees checked: every tree is a tree, every feature and group is in range
  /// @param count how many of the trees take part, from the first on
  /// @param features of the model
  /// @param baseMargins what each output group starts from
  /// @throws ModelFormatException if a tree's covers are missing or no numbers from 0 on
  static Attribution of(TreesDocument trees, int count, int features, float[] baseMargins) {
    return TreeAttribution.compile(trees, count, features, baseMargins);
  }

  /// Compiles a linear model.
  ///
  /// @param linear checked: one weight for each feature and group, and a bias
  /// @param features of the model
  /// @param baseMargins what each output group starts from
  static Attribution of(LinearDocument linear, int features, float[] baseMargins) {
    return new LinearAttribution(linear.weights, features, baseMargins);
  }

  /// Exact Shapley values.
  ///
  /// @param rows `count` rows, one after the other, `NaN` where a value is missing
  /// @param out receives the attributions, row after row
  void contributions(float[] rows, int count, float[] out, Scratch scratch);

  /// Saabas's approximation, of one row.
  ///
  /// @param out receives the attributions
  /// @throws UnsupportedOperationException if the model has leaf vectors
  void approximate(float[] row, float[] out, Scratch scratch);

  /// Exact Shapley interaction values, of one row.
  ///
  /// @param out receives, for each output group, a square of as many rows as it has attributions
  void interactions(float[] row, float[] out, Scratch scratch);

  /// Memory for one thread that explains rows.
  Scratch scratch();
}
