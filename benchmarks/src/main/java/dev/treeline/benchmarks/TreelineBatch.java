package dev.treeline.benchmarks;

import dev.treeline.forest.Model;
import java.util.Arrays;

/// How Treeline scores a batch: the one place to change when that changes.
final class TreelineBatch {
  private TreelineBatch() {}

  /// @param rows row-major, `count` of them
  /// @param predictions receives [Model#outputs()] values a row
  static void predict(Model model, float[] rows, int count, float[] predictions) {
    int features = model.features();
    int outputs = model.outputs();
    float[] scores = new float[outputs];
    for (int row = 0; row < count; row++) {
      model.predict(Arrays.copyOfRange(rows, row * features, (row + 1) * features), scores);
      System.arraycopy(scores, 0, predictions, row * outputs, outputs);
    }
  }
}
