package dev.treeline.forest;

import dev.treeline.booster.FileVersion;

/// A link function: base_score to margins before a row is scored, margins to predictions after.
///
/// All arithmetic is in float32 and in libxgboost's order, for the bits to agree.
enum Link {
  IDENTITY,
  /// The margin is the logarithm of the odds.
  LOGISTIC,
  /// 1 where the margin is above 0, otherwise 0.
  HINGE,
  /// The margin is the logarithm.
  EXPONENTIAL,
  /// The exponentials of all margins, as shares of their sum.
  SOFTPROB,
  /// The number of the largest margin.
  SOFTMAX,
  /// Each row's margins in rising order: quantiles do not cross.
  SORTED,
  /// Each margin but the first is how far, by softplus, a prediction lies above the one before.
  RISING;

  /// From this version on libxgboost sorts quantiles.
  static final FileVersion SORTED_SINCE = new FileVersion(3, 4, 0);

  /// From this version on libxgboost keeps a logistic base_score within [[#EDGE], 1 - EDGE].
  private static final FileVersion CLAMPED_SINCE = new FileVersion(3, 2, 0);

  private static final float EDGE = 1e-6f;

  /// libxgboost's guard against an infinite exponential; e^88.7 is still finite.
  private static final float STEEPEST = 88.7f;

  /// Predictions that a row of `groups` margins gets.
  int outputs(int groups) {
    return this == SOFTMAX ? 1 : groups;
  }

  /// What is wrong with a base_score that libxgboost of that version does not take; empty when
  /// nothing is.
  String complaint(float baseScore, FileVersion version) {
    if (this == LOGISTIC) {
      boolean within =
          version.atLeast(CLAMPED_SINCE)
              ? baseScore >= 0 && baseScore <= 1
              : baseScore > 0 && baseScore < 1;
      return within ? "" : "a probability between 0 and 1";
    }
    if (this == EXPONENTIAL && !(baseScore >= 0)) {
      return "a number above 0, since its logarithm is the margin";
    }
    return Float.isFinite(baseScore) ? "" : "finite numbers";
  }

  /// Turns the base_score of each group into the margin that a row starts from.
  ///
  /// @param scores as in the file, in the space of predictions; changed in place
  void toMargins(float[] scores, FileVersion version) {
    switch (this) {
      case LOGISTIC -> {
        for (int g = 0; g < scores.length; g++) {
          scores[g] = logit(scores[g], version);
        }
      }
      case EXPONENTIAL -> {
        for (int g = 0; g < scores.length; g++) {
          scores[g] = Glibc.logf(scores[g]);
        }
      }
      case RISING -> {
        for (int g = scores.length - 1; g > 0; g--) {
          scores[g] = Softplus.inverse(scores[g] - scores[g - 1] - EDGE);
        }
      }
      case IDENTITY, HINGE, SOFTPROB, SOFTMAX, SORTED -> {}
    }
  }

  /// Turns the margins of one row into its predictions.
  ///
  /// @param margins one per group from `from` on; not changed unless it is the same array as
  ///   `predictions`
  /// @param predictions receives [#outputs(int)] values from `to` on; may be `margins` itself
  void apply(float[] margins, int from, int groups, float[] predictions, int to) {
    switch (this) {
      case IDENTITY -> System.arraycopy(margins, from, predictions, to, groups);
      case LOGISTIC -> {
        for (int g = 0; g < groups; g++) {
          predictions[to + g] = sigmoid(margins[from + g]);
        }
      }
      case HINGE -> {
        for (int g = 0; g < groups; g++) {
          predictions[to + g] = margins[from + g] > 0 ? 1 : 0;
        }
      }
      case EXPONENTIAL -> {
        for (int g = 0; g < groups; g++) {
          predictions[to + g] = Glibc.expf(margins[from + g]);
        }
      }
      case SOFTPROB -> softprob(margins, from, groups, predictions, to);
      case SOFTMAX -> predictions[to] = first(margins, from, groups);
      case SORTED -> sort(margins, from, groups, predictions, to);
      case RISING -> rise(margins, from, groups, predictions, to);
    }
  }

  private static float logit(float score, FileVersion version) {
    float within = version.atLeast(CLAMPED_SINCE) ? Math.clamp(score, EDGE, 1 - EDGE) : score;
    return -Glibc.logf(1 / within - 1);
  }

  private static float sigmoid(float margin) {
    return 1 / (Glibc.expf(Math.min(-margin, STEEPEST)) + 1);
  }

  /// The sum is a double, all else float: as libxgboost has it.
  private static void softprob(float[] margins, int from, int groups, float[] shares, int to) {
    float largest = margins[from + first(margins, from, groups)];
    double sum = 0;
    for (int g = 0; g < groups; g++) {
      shares[to + g] = Glibc.expf(margins[from + g] - largest);
      sum += shares[to + g];
    }
    float divisor = (float) sum;
    for (int g = 0; g < groups; g++) {
      shares[to + g] /= divisor;
    }
  }

  /// The first class that has the largest margin.
  private static int first(float[] margins, int from, int groups) {
    int first = 0;
    for (int g = 1; g < groups; g++) {
      if (margins[from + g] > margins[from + first]) {
        first = g;
      }
    }
    return first;
  }

  /// By insertion, which leaves equal values, the two zeros among them, in their order.
  private static void sort(float[] margins, int from, int groups, float[] sorted, int to) {
    for (int g = 0; g < groups; g++) {
      float value = margins[from + g];
      int at = g;
      for (; at > 0 && value < sorted[to + at - 1]; at--) {
        sorted[to + at] = sorted[to + at - 1];
      }
      sorted[to + at] = value;
    }
  }

  private static void rise(float[] margins, int from, int groups, float[] rising, int to) {
    float last = margins[from];
    rising[to] = last;
    for (int g = 1; g < groups; g++) {
      last += EDGE + Softplus.of(margins[from + g]);
      rising[to + g] = last;
    }
  }
}
