package dev.treeline.benchmarks;

import dev.treeline.forest.Model;

/// Treeline itself.
final class Treeline implements Peer {
  private final Model model;

  Treeline(Sample sample) {
    model = Model.read(sample.name(), sample.bytes(".ubj"));
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    model.predict(row, predictions);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    model.predict(rows, count, predictions);
  }
}
