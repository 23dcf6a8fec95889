package dev.treeline.forest;

import java.util.Optional;

/// What the margins of a model mean: how base_score becomes a margin, and margins become
/// predictions.
///
/// All arithmetic is in float32 and in libxgboost's order, for the bits to agree.
enum Objective {
  SQUARED_ERROR("reg:squarederror"),
  LOGISTIC("binary:logistic"),
  SOFTPROB("multi:softprob"),
  SOFTMAX("multi:softmax");

  /// From this version on libxgboost keeps a logistic base_score within [[#EDGE], 1 - EDGE].
  private static final FileVersion CLAMPED_SINCE = new FileVersion(3, 2, 0);

  private static final float EDGE = 1e-6f;

  /// libxgboost's guard against an infinite exponential; e^88.7 is still finite.
  private static final float STEEPEST = 88.7f;

  private final String id;

  Objective(String id) {
    this.id = id;
  }

  /// XGBoost's name for it.
  String id() {
    return id;
  }

  static Optional<Objective> of(String id) {
    for (Objective objective : values()) {
      if (objective.id.equals(id)) {
        return Optional.of(objective);
      }
    }
    return Optional.empty();
  }

  /// Whether the groups of a row are the classes of one question.
  boolean multiclass() {
    return this == SOFTPROB || this == SOFTMAX;
  }

  /// Predictions that a row of `groups` margins gets.
  int outputs(int groups) {
    return this == SOFTMAX ? 1 : groups;
  }

  /// Whether libxgboost of that version takes this base_score.
  boolean accepts(float baseScore, FileVersion version) {
    if (this != LOGISTIC) {
      return Float.isFinite(baseScore);
    }
    return version.atLeast(CLAMPED_SINCE)
        ? baseScore >= 0 && baseScore <= 1
        : baseScore > 0 && baseScore < 1;
  }

  /// The margin that a row starts from.
  ///
  /// @param baseScore as in the file: in the space of predictions
  float baseMargin(float baseScore, FileVersion version) {
    if (this != LOGISTIC) {
      return baseScore;
    }
    float score =
        version.atLeast(CLAMPED_SINCE) ? Math.clamp(baseScore, EDGE, 1 - EDGE) : baseScore;
    return -Glibc.logf(1 / score - 1);
  }

  /// Turns the margins of one row into its predictions.
  ///
  /// @param margins one per group; not changed unless it is the same array as `predictions`
  /// @param predictions receives [#outputs(int)] values; may be `margins` itself
  void link(float[] margins, int groups, float[] predictions) {
    switch (this) {
      case SQUARED_ERROR -> System.arraycopy(margins, 0, predictions, 0, groups);
      case LOGISTIC -> {
        for (int g = 0; g < groups; g++) {
          predictions[g] = sigmoid(margins[g]);
        }
      }
      case SOFTPROB -> softprob(margins, groups, predictions);
      case SOFTMAX -> predictions[0] = first(margins, groups);
    }
  }

  private static float sigmoid(float margin) {
    return 1 / (Glibc.expf(Math.min(-margin, STEEPEST)) + 1);
  }

  /// The sum is a double, all else float: as libxgboost has it.
  private static void softprob(float[] margins, int groups, float[] predictions) {
    float largest = margins[first(margins, groups)];
    double sum = 0;
    for (int g = 0; g < groups; g++) {
      predictions[g] = Glibc.expf(margins[g] - largest);
      sum += predictions[g];
    }
    float divisor = (float) sum;
    for (int g = 0; g < groups; g++) {
      predictions[g] /= divisor;
    }
  }

  /// The first class that has the largest margin.
  private static int first(float[] margins, int groups) {
    int first = 0;
    for (int g = 1; g < groups; g++) {
      if (margins[g] > margins[first]) {
        first = g;
      }
    }
    return first;
  }
}
