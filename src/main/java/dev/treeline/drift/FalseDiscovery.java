package dev.treeline.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Benjamini and Hochberg's correction for testing a whole family at once.
final class FalseDiscovery {
  private FalseDiscovery() {}

  /// Adjusts p values: the smallest false discovery rate at which each would be called significant.
  ///
  /// @param p the family's values; `NaN` stands for a test that was not made and stays `NaN`
  /// @return in the same order, each at least its p
  static double[] adjust(double[] p) {
    double[] q = new double[p.length];
    List<Integer> descending =
        IntStream.range(0, p.length)
            .boxed()
            .filter(i -> !Double.isNaN(p[i]))
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]).reversed())
            .toList();
    Arrays.fill(q, Double.NaN);
    int tests = descending.size();
    double smallest = 1;
    for (int i = 0; i < tests; i++) {
      int at = descending.get(i);
      smallest = Math.min(smallest, p[at] * tests / (tests - i));
      q[at] = smallest;
    }
    return q;
  }
}
