package dev.treeline.booster;

/// How much of a file is kept.
public enum Detail {
  /// What scores need.
  SCORES,
  /// That, and what training noted of each node: gain and cover.
  STATISTICS
}
