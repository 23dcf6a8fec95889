package dev.treeline.forest;

/// How a booster's margins are shared out among features; see [Explainer] for shapes.
sealed interface Attribution permits TreeAttribution, LinearAttribution {
  /// Exact Shapley values.
  ///
  /// @param rows `count` rows, one after the other
  void contributions(float[] rows, int count, float[] out, Explainer.Scratch scratch);

  void approximate(float[] row, float[] out, Explainer.Scratch scratch);

  void interactions(float[] row, float[] out, Explainer.Scratch scratch);

  Explainer.Scratch scratch();
}
