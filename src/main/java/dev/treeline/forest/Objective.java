package dev.treeline.forest;

import dev.treeline.booster.FileVersion;
import java.util.Optional;

/// What the margins of a model mean: how base_score becomes a margin, and margins become
/// predictions.
///
/// All arithmetic is in float32 and in libxgboost's order, for the bits to agree.
enum Objective {
  SQUARED_ERROR("reg:squarederror", Link.IDENTITY),
  LINEAR("reg:linear", Link.IDENTITY),
  SQUARED_LOG_ERROR("reg:squaredlogerror", Link.IDENTITY),
  PSEUDO_HUBER_ERROR("reg:pseudohubererror", Link.IDENTITY),
  ABSOLUTE_ERROR("reg:absoluteerror", Link.IDENTITY),
  QUANTILE_ERROR("reg:quantileerror", Link.SORTED),
  EXPECTILE_ERROR("reg:expectileerror", Link.RISING),
  REGRESSION_LOGISTIC("reg:logistic", Link.LOGISTIC),
  LOGISTIC("binary:logistic", Link.LOGISTIC),
  LOGIT_RAW("binary:logitraw", Link.IDENTITY),
  HINGE("binary:hinge", Link.HINGE),
  SOFTPROB("multi:softprob", Link.SOFTPROB),
  SOFTMAX("multi:softmax", Link.SOFTMAX),
  POISSON("count:poisson", Link.EXPONENTIAL),
  GAMMA("reg:gamma", Link.EXPONENTIAL),
  TWEEDIE("reg:tweedie", Link.EXPONENTIAL),
  RANK_PAIRWISE("rank:pairwise", Link.IDENTITY),
  RANK_NDCG("rank:ndcg", Link.IDENTITY),
  RANK_MAP("rank:map", Link.IDENTITY),
  COX("survival:cox", Link.EXPONENTIAL),
  AFT("survival:aft", Link.EXPONENTIAL);

  private final String id;
  private final Link link;

  Objective(String id, Link link) {
    this.id = id;
    this.link = link;
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

  /// How margins become predictions in a model that this version of XGBoost wrote.
  Link link(FileVersion version) {
    return link == Link.SORTED && !version.atLeast(Link.SORTED_SINCE) ? Link.IDENTITY : link;
  }

  /// Whether the groups of a row are the classes of one question.
  boolean multiclass() {
    return link == Link.SOFTPROB || link == Link.SOFTMAX;
  }

  /// Whether a prediction is the probability of the second of two classes.
  boolean binary() {
    return this == LOGISTIC;
  }
}
