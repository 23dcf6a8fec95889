package dev.treeline.report;

import java.util.Map;
import java.util.TreeMap;

/// What a page shows beside its own run.
///
/// @param history all runs of the schedule that are remembered
/// @param importance what the features contribute to the model's answers, as shares of 1 by their
///   names; empty when no model lies beside the baseline
public record Background(History history, Map<String, Double> importance) {
  /// Nothing is known but the run itself.
  public static final Background NONE = new Background(History.EMPTY, Map.of());

  public Background {
    importance = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(importance));
  }
}
