package dev.treeline.sketch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A distribution as sorted distinct values with the number of times each occurs. Immutable.
public final class WeightedItems {
  private final double[] values;
  // How many values are at most values[i].
  private final long[] cumulated;

  private WeightedItems(double[] values, long[] cumulated) {
    this.values = values;
    this.cumulated = cumulated;
  }

  /// Sorts and joins equal values.
  ///
  /// @param values finite numbers in any order
  /// @param weights how often each occurs, at least 1; as many as `values`
  public static WeightedItems of(double[] values, long[] weights) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(
          "weighted items: found %d values and %d weights, expected as many"
              .formatted(values.length, weights.length));
    }
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] distinct = new double[values.length];
    long[] cumulated = new long[values.length];
    int size = 0;
    long sum = 0;
    for (int i : order) {
      double value = values[i] + 0.0; // -0.0 becomes 0.0
      sum = Math.addExact(sum, weights[i]);
      if (size == 0 || distinct[size - 1] != value) {
        distinct[size++] = value;
      }
      cumulated[size - 1] = sum;
    }
    return new WeightedItems(Arrays.copyOf(distinct, size), Arrays.copyOf(cumulated, size));
  }

  /// Distinct values.
  public int size() {
    return values.length;
  }

  /// The value at this position, in ascending order from 0.
  public double value(int i) {
    return values[i];
  }

  /// How often that value occurs.
  public long weight(int i) {
    return i == 0 ? cumulated[0] : cumulated[i] - cumulated[i - 1];
  }

  /// Values in all, each as often as it occurs.
  public long total() {
    return values.length == 0 ? 0 : cumulated[values.length - 1];
  }

  /// How many values are at most `x`.
  public long rank(double x) {
    int at = Arrays.binarySearch(values, x + 0.0);
    int upTo = at >= 0 ? at : -at - 2;
    return upTo < 0 ? 0 : cumulated[upTo];
  }

  /// How many values are less than `x`.
  public long rankBelow(double x) {
    int at = Arrays.binarySearch(values, x + 0.0);
    int upTo = at >= 0 ? at - 1 : -at - 2;
    return upTo < 0 ? 0 : cumulated[upTo];
  }

  /// The smallest value that at least `rank` values do not exceed.
  ///
  /// @param rank from 1 to [#total()]
  public double atRank(long rank) {
    if (rank < 1 || rank > total()) {
      throw new IllegalArgumentException("rank: found " + rank + ", expected 1 to " + total());
    }
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulated[middle] >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return values[low];
  }
}
