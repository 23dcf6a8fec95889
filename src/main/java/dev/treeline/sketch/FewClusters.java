package dev.treeline.sketch;

/// What a design effect costs when it was measured on few clusters.
///
/// A variance that was itself estimated makes a normal deviate Student's: far in the tail, where a
/// verdict is decided, twenty clusters are worth half as much again. Rows are then divided by that
/// much more, as in Rao and Scott's correction with degrees of freedom.
final class FewClusters {
  // Deviate that chance exceeds once in 10,000 times, on either side.
  private static final double Z = 3.8906;

  private FewClusters() {}

  /// The square of Student's deviate over the normal one, above 1: 1.6 for 20 clusters, 1.01 for
  /// 1,000. From the expansion of Fisher and Cornish, Technometrics 2 (1960), which falls short for
  /// fewer than ten.
  ///
  /// @param clusters at least 2
  static double penalty(long clusters) {
    double freedom = clusters - 1.0;
    double z2 = Z * Z;
    double first = (z2 + 1) / 4;
    double second = ((5 * z2 + 16) * z2 + 3) / 96;
    double third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double ratio =
        1 + first / freedom + second / (freedom * freedom) + third / Math.pow(freedom, 3);
    return ratio * ratio;
  }
}
