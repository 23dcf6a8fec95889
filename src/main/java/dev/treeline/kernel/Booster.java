package dev.treeline.kernel;

import dev.treeline.booster.LinearDocument;
import dev.treeline.booster.TreesDocument;

/// A compiled model before its link function: what a row adds to the base margins. Immutable; one
/// instance serves every thread.
public sealed interface Booster permits Forest, Linear {
  /// Compiles trees.
  ///
  /// @param trees checked: every tree is a tree, every feature and group is in range
  /// @param count how many of the trees, from the first on
  /// @param groups output groups of the model
  static Booster of(TreesDocument trees, int count, int groups) {
    return ForestCompiler.compile(trees, count, groups);
  }

  /// Compiles a linear model.
  ///
  /// @param linear checked: one weight for each feature and group, and a bias
  /// @param groups output groups of the model
  static Booster of(LinearDocument linear, int groups) {
    return new Linear(linear.weights, groups);
  }

  /// Adds what one row gives, in libxgboost's order.
  ///
  /// @param row one value for each feature of the model, `NaN` where it is missing
  /// @param sums one for each output group, holding what is added to
  void add(float[] row, float[] sums);

  /// Adds what each row of a batch gives.
  ///
  /// @param rows `count` rows of `width` values, one after the other
  /// @param sums row after row, one for each output group
  void add(float[] rows, int count, int width, float[] sums);

  /// Trees in the file's order; 0 for a linear model.
  int trees();

  /// The leaf that a row reaches in each tree, by its number in the file.
  ///
  /// @param leaves receives [#trees()] numbers
  void leaves(float[] row, int[] leaves);
}
