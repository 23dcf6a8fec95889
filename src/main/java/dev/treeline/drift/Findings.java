package dev.treeline.drift;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The verdict on a window.
///
/// @param rows rows in the window
/// @param bodies bodies they came in; 0 when the caller did not say
/// @param features one a feature, in the profile's order
/// @param predictions one an output, and of each model version where several answered
/// @param quality every check that was made, violated or not
/// @param versions rows that each version of the model answered, by its name, which is empty where
///   lines do not say; empty when nobody counted them
public record Findings(
    long rows,
    long bodies,
    List<Finding> features,
    List<Finding> predictions,
    List<QualityFinding> quality,
    Map<String, Long> versions) {
  /// Keeps the lists.
  public Findings {
    features = List.copyOf(features);
    predictions = List.copyOf(predictions);
    quality = List.copyOf(quality);
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /// The verdict on a window of which nobody says who answered.
  public Findings(
      long rows,
      long bodies,
      List<Finding> features,
      List<Finding> predictions,
      List<QualityFinding> quality) {
    this(rows, bodies, features, predictions, quality, Map.of());
  }

  /// Whether the outputs are judged once for each of several model versions.
  public boolean isSplit() {
    return versions.size() > 1;
  }

  /// Rows that the finding of an output was made of.
  public long rowsOf(Finding output) {
    return isSplit() ? versions.getOrDefault(output.modelVersion(), rows) : rows;
  }

  /// The features that drifted.
  public List<Finding> drifted() {
    return features.stream().filter(finding -> finding.state() == State.DRIFTED).toList();
  }

  /// The checks that failed.
  public List<QualityFinding> violations() {
    return quality.stream().filter(QualityFinding::violated).toList();
  }

  /// Features that lost all their values against the rules, and outputs that have none although the
  /// window is large enough: what the baseline could judge and this window cannot.
  public List<Finding> lost() {
    var outputs = predictions.stream().filter(f -> isEmptied(f, rowsOf(f)));
    var inputs = features.stream().filter(f -> isEmptied(f, rows)).filter(this::isViolated);
    return Stream.concat(inputs, outputs).toList();
  }

  private static boolean isEmptied(Finding finding, long of) {
    return finding.state() == State.INSUFFICIENT
        && finding.n() == 0
        && finding.baselineN() >= Drift.ENOUGH
        && of >= Drift.ENOUGH;
  }

  private boolean isViolated(Finding finding) {
    return quality.stream().anyMatch(one -> one.violated() && one.name().equals(finding.name()));
  }

  /// The window as a whole.
  ///
  /// - Drifted: a feature or an output did.
  /// - Insufficient: nothing could be judged, or something is [#lost()], as when no answer could be
  ///   read: that all the rest is stable does not make such a window stable.
  /// - Variable: all that could be judged is too variable.
  /// - Stable: all that could be judged is, and at least one. Features that are too variable, or
  ///   absent as in a training block, do not take it away.
  public State state() {
    Set<State> seen = EnumSet.noneOf(State.class);
    features.forEach(finding -> seen.add(finding.state()));
    predictions.forEach(finding -> seen.add(finding.state()));
    if (seen.contains(State.DRIFTED)) {
      return State.DRIFTED;
    }
    if (!lost().isEmpty()) {
      return State.INSUFFICIENT;
    }
    if (seen.contains(State.STABLE)) {
      return State.STABLE;
    }
    return seen.contains(State.VARIABLE) ? State.VARIABLE : State.INSUFFICIENT;
  }
}
