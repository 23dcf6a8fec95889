package dev.treeline.trust;

import java.util.SplittableRandom;

/// Standard normals that a column's law turns into values: independent from row to row, or partly
/// shared by the rows of a group.
final class Latent {
  /// Normals that one value may ask for.
  private static final int PLACES = 2;

  private final SplittableRandom random;
  private final double shared;
  private final double own;
  private final double[] group = new double[PLACES];

  /// Normals of which two in the same group correlate.
  ///
  /// @param correlation 0 to 1; the share of the variance that lies between groups
  Latent(SplittableRandom random, double correlation) {
    this.random = random;
    this.shared = Math.sqrt(correlation);
    this.own = Math.sqrt(1 - correlation);
  }

  /// Begins the next group. Without correlation it needs no call.
  void nextGroup() {
    for (int i = 0; i < PLACES; i++) {
      group[i] = random.nextGaussian();
    }
  }

  /// The next normal.
  ///
  /// @param place which of a value's normals, 0 or 1: those of different places are independent
  double next(int place) {
    return shared == 0
        ? random.nextGaussian()
        : shared * group[place] + own * random.nextGaussian();
  }
}
