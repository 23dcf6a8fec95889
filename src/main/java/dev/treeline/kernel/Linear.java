package dev.treeline.kernel;

/// A gblinear model: the bias of each output group and the weighted sum of the values that are
/// present.
final class Linear implements Booster {
  private final float[] weights;
  private final int groups;

  /// @param weights one for each feature and output group, feature after feature, biases last
  Linear(float[] weights, int groups) {
    this.weights = weights;
    this.groups = groups;
  }

  @Override
  public void add(float[] row, float[] sums) {
    add(row, 1, row.length, sums);
  }

  /// In float32, bias and base margin first, then feature after feature: as libxgboost has it.
  @Override
  public void add(float[] rows, int count, int width, float[] sums) {
    for (int r = 0; r < count; r++) {
      for (int g = 0; g < groups; g++) {
        float sum = weights[width * groups + g] + sums[r * groups + g];
        for (int f = 0; f < width; f++) {
          float x = rows[r * width + f];
          if (!Float.isNaN(x)) {
            sum += x * weights[f * groups + g];
          }
        }
        sums[r * groups + g] = sum;
      }
    }
  }

  @Override
  public int trees() {
    return 0;
  }

  @Override
  public void leaves(float[] row, int[] leaves) {
    throw new UnsupportedOperationException("A linear model (gblinear) has no leaves");
  }
}
