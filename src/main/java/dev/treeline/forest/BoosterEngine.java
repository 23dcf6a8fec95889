package dev.treeline.forest;

import dev.treeline.booster.LinearDocument;
import dev.treeline.booster.TreesDocument;
import dev.treeline.kernel.Booster;

/// Scores with the bits that libxgboost gives on an x86-64 CPU under Linux: base margins, then what
/// the booster adds, then the link function.
///
/// A score allocates the margins where there are more of them than predictions, and what the
/// booster needs.
final class BoosterEngine implements Engine {
  static final String NAME = "treeline";

  private final int features;
  private final float[] baseMargins;
  private final Booster booster;
  private final Link link;

  private BoosterEngine(int features, float[] baseMargins, Booster booster, Link link) {
    this.features = features;
    this.baseMargins = baseMargins;
    this.booster = booster;
    this.link = link;
  }

  /// @throws dev.treeline.booster.ModelFormatException if the rounds cannot be told
  static BoosterEngine compile(CheckedModel model, Rounds rounds) {
    int features = model.document.param().features();
    return new BoosterEngine(features, model.baseMargins, booster(model, rounds), model.link);
  }

  /// No pattern switch: linking the first takes longer than reading a small model.
  private static Booster booster(CheckedModel model, Rounds rounds) {
    if (model.document.booster() instanceof TreesDocument trees) {
      int count = rounds.trees(model.document, trees, model.groups);
      return Booster.of(trees, count, model.groups);
    }
    return Booster.of((LinearDocument) model.document.booster(), model.groups);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int groups() {
    return baseMargins.length;
  }

  @Override
  public int outputs() {
    return link.outputs(groups());
  }

  @Override
  public void margins(float[] row, float[] margins) {
    System.arraycopy(baseMargins, 0, margins, 0, baseMargins.length);
    booster.add(row, margins);
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    float[] margins = predictions.length < groups() ? new float[groups()] : predictions;
    margins(row, margins);
    link.apply(margins, 0, groups(), predictions, 0);
  }

  @Override
  public void margins(float[] rows, int count, float[] margins) {
    int groups = groups();
    for (int r = 0; r < count; r++) {
      System.arraycopy(baseMargins, 0, margins, r * groups, groups);
    }
    booster.add(rows, count, features, margins);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    int groups = groups();
    int outputs = outputs();
    float[] margins = outputs == groups ? predictions : new float[count * groups];
    margins(rows, count, margins);
    for (int r = 0; r < count; r++) {
      link.apply(margins, r * groups, groups, predictions, r * outputs);
    }
  }

  @Override
  public int trees() {
    return booster.trees();
  }

  @Override
  public void leaves(float[] row, int[] leaves) {
    booster.leaves(row, leaves);
  }
}
