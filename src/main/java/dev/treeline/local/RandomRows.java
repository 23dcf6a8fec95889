package dev.treeline.local;

import dev.treeline.booster.LinearDocument;
import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Rows that try a model where it could be wrong: values on the thresholds of its splits, on the
/// floats beside them and far off, category codes known and unknown, and missing ones.
final class RandomRows implements Rows {
  private static final int MOST_THRESHOLDS = 10_000;
  private static final float FAR = 100;

  private final int width;
  private final float[] values;

  private RandomRows(int width, float[] values) {
    this.width = width;
    this.values = values;
  }

  /// @param seed the same gives the same rows
  static RandomRows of(ModelDocument model, int count, long seed) {
    var random = new SplittableRandom(seed);
    int width = model.param().features();
    float[] values = new float[Math.multiplyExact(count, width)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (random.nextInt(10)) {
            case 0 -> Float.NaN;
            case 1 -> random.nextInt(40);
            case 2 -> (float) random.nextDouble(-FAR, FAR);
            default -> Math.round(random.nextDouble(-3, 3) * 100) / 100f;
          };
    }
    switch (model.booster()) {
      case TreesDocument trees -> {
        for (int r = 0; r < count && !trees.trees.isEmpty(); r++) {
          putOnThresholds(trees, values, r * width, random);
        }
      }
      case LinearDocument _ -> {}
    }
    return new RandomRows(width, values);
  }

  /// Follows one path through a tree or two, so that deep splits are met as well.
  private static void putOnThresholds(
      TreesDocument trees, float[] values, int row, SplittableRandom random) {
    for (int t = 0; t < 2; t++) {
      TreeDocument tree = trees.trees.get(random.nextInt(trees.trees.size()));
      int node = 0;
      for (int steps = 0; !tree.isLeaf(node) && steps < MOST_THRESHOLDS; steps++) {
        if (random.nextInt(4) > 0) {
          values[row + tree.splitIndex[node]] = near(tree, node, random);
        }
        node = random.nextBoolean() ? tree.left[node] : tree.right[node];
      }
    }
  }

  private static float near(TreeDocument tree, int node, SplittableRandom random) {
    if (tree.isCategorical(node)) {
      int[] right = tree.categories.right(node);
      int most = Arrays.stream(right).max().orElse(0);
      return right.length > 0 && random.nextBoolean()
          ? right[random.nextInt(right.length)]
          : random.nextInt(-1, most + 3);
    }
    float threshold = tree.splitCondition[node];
    float value =
        switch (random.nextInt(3)) {
          case 0 -> threshold;
          case 1 -> Math.nextUp(threshold);
          default -> Math.nextDown(threshold);
        };
    return Float.isInfinite(value) ? 0 : value; // a DMatrix refuses infinity
  }

  @Override
  public int count() {
    return width == 0 ? 0 : values.length / width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public float[] values() {
    return values;
  }
}
