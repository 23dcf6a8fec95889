package dev.treeline.benchmarks;

import dev.treeline.attribution.Scratch;
import dev.treeline.forest.Explainer;

/// Treeline's contributions: of one row as they are asked for, of a batch with the scratch that a
/// thread keeps.
final class TreelineContributions implements Peer {
  private final Explainer explainer;
  private final Scratch scratch;

  TreelineContributions(Sample sample) {
    explainer = Explainer.read(sample.name(), sample.bytes(".ubj"));
    scratch = explainer.scratch();
  }

  @Override
  public void predict(float[] row, float[] contributions) {
    explainer.contributions(row, contributions);
  }

  @Override
  public void predict(float[] rows, int count, float[] contributions) {
    explainer.contributions(rows, count, contributions, scratch);
  }
}
