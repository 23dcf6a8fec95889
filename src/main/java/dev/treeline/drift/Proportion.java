package dev.treeline.drift;

import org.apache.commons.statistics.distribution.BetaDistribution;

/// A share of values, and what can be said about the share behind it.
///
/// @param share observed, 0 to 1
/// @param n effective number of values it was observed on
record Proportion(double share, double n) {
  /// 99 % on one side, as [Drift#SIGNIFICANT]: only one end of an interval is ever asked for.
  static final double Z = 2.3263478740408408;

  /// Lower end of Wilson's interval at 99 %; 0 without values.
  double lowerBound() {
    return lowerBound(Z);
  }

  private double lowerBound(double z) {
    if (n <= 0) {
      return 0;
    }
    double z2 = z * z;
    double root = z * Math.sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    return Math.max(0, (share + z2 / (2 * n) - root) / (1 + z2 / n));
  }

  /// Upper end of Wilson's interval at 99 %; 1 without values.
  double upperBound() {
    return upperBound(Z);
  }

  private double upperBound(double z) {
    return n <= 0 ? 1 : 1 - new Proportion(1 - share, n).lowerBound(z);
  }

  /// Lower end of an interval at 99 % for the rise from another share to this one, below 0 when it
  /// may have fallen.
  double lowerBoundOfRise(Proportion before) {
    return lowerBoundOfRise(before, Z);
  }

  /// Lower end of an interval for the rise from another share to this one: method 10 of Newcombe,
  /// "Interval estimation for the difference between independent proportions", Statistics in
  /// Medicine 17 (1998).
  ///
  /// @param z the normal deviate of the interval's one end
  double lowerBoundOfRise(Proportion before, double z) {
    double below = share - lowerBound(z);
    double above = before.upperBound(z) - before.share();
    return share - before.share() - Math.sqrt(below * below + above * above);
  }

  /// Whether these are enough values for a verdict.
  boolean isEnough() {
    return n >= Drift.ENOUGH;
  }

  /// The probability of a share this high or higher when the true one is `limit`: the upper tail of
  /// the binomial law, exact, with the effective number of values rounded.
  ///
  /// @return 1 without values, and when the share does not exceed the limit
  double p(double limit) {
    long trials = Math.round(n);
    long hits = Math.round(share * trials);
    if (trials <= 0 || hits == 0 || share <= limit) {
      return 1;
    }
    if (limit <= 0) {
      return 0;
    }
    // P(X >= k) = I_limit(k, n - k + 1), the regularised incomplete beta function.
    return BetaDistribution.of((double) hits, trials - hits + 1.0).cumulativeProbability(limit);
  }
}
