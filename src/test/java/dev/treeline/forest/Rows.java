package dev.treeline.forest;

import dev.treeline.booster.TreeDocument;
import java.util.List;
import java.util.SplittableRandom;

/// Rows to score: coarse random values with some missing, and what a split may be wrong about.
final class Rows {
  private static final float[] ENDS = {
    0, -0.0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE
  };

  private Rows() {}

  static float[][] random(SplittableRandom random, int rows, int features) {
    float[][] values = new float[rows][features];
    for (float[] row : values) {
      for (int f = 0; f < features; f++) {
        row[f] = random.nextInt(10) == 0 ? Float.NaN : Math.round(random.nextDouble(-20, 20)) / 10f;
      }
    }
    return values;
  }

  /// Sets a few values of each row to a threshold of their feature, its neighbour, or an extreme.
  static void putOnThresholds(float[][] rows, List<TreeDocument> trees, SplittableRandom random) {
    for (float[] row : rows) {
      for (int i = 0; i < 2 * row.length && !trees.isEmpty(); i++) {
        TreeDocument tree = trees.get(random.nextInt(trees.size()));
        int node = random.nextInt(tree.left.length);
        if (tree.left[node] != -1) {
          float threshold = tree.splitCondition[node];
          row[tree.splitIndex[node]] =
              switch (random.nextInt(3)) {
                case 0 -> threshold;
                case 1 -> Math.nextUp(threshold);
                default -> Math.nextDown(threshold);
              };
        }
      }
      if (random.nextInt(4) == 0) {
        row[random.nextInt(row.length)] = ENDS[random.nextInt(ENDS.length)];
      }
    }
  }

  static void putInfinities(float[][] rows, SplittableRandom random) {
    for (float[] row : rows) {
      if (random.nextInt(4) == 0) {
        row[random.nextInt(row.length)] =
            random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
      }
    }
  }
}
