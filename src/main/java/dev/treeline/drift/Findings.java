package dev.treeline.drift;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The verdict on a window.
///
/// @param rows rows in the window
/// @param bodies bodies they came in; 0 when the caller did not say
/// @param features one a feature, in the profile's order
/// @param predictions one an output
/// @param quality every check that was made, violated or not
public record Findings(
    long rows,
    long bodies,
    List<Finding> features,
    List<Finding> predictions,
    List<QualityFinding> quality) {
  /// Keeps the lists.
  public Findings {
    features = List.copyOf(features);
    predictions = List.copyOf(predictions);
    quality = List.copyOf(quality);
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
    var outputs = predictions.stream().filter(this::isEmptied);
    var inputs = features.stream().filter(this::isEmptied).filter(this::isViolated);
    return Stream.concat(inputs, outputs).toList();
  }

  private boolean isEmptied(Finding finding) {
    return finding.state() == State.INSUFFICIENT
        && finding.n() == 0
        && finding.baselineN() >= Drift.ENOUGH
        && rows >= Drift.ENOUGH;
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
