package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.drift.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Of how many features and outputs a window allows a verdict.
///
/// @param variable names of those that are too variable
/// @param insufficient names of those with too little data
/// @param all features and outputs
record Coverage(List<String> variable, List<String> insufficient, int all) {
  static Coverage of(Report report) {
    List<Finding> all =
        Stream.concat(
                report.findings().features().stream(), report.findings().predictions().stream())
            .toList();
    return new Coverage(
        names(report, all, State.VARIABLE), names(report, all, State.INSUFFICIENT), all.size());
  }

  private static List<String> names(Report report, List<Finding> all, State state) {
    return all.stream().filter(f -> f.state() == state).map(f -> Words.name(f, report)).toList();
  }

  boolean isWhole() {
    return variable.isEmpty() && insufficient.isEmpty();
  }

  /// `5 of 7 judged; 1 too variable, 1 too little data`.
  String text() {
    int judged = all - variable.size() - insufficient.size();
    List<String> others = new ArrayList<>();
    if (!variable.isEmpty()) {
      others.add(variable.size() + " " + Words.state(State.VARIABLE));
    }
    if (!insufficient.isEmpty()) {
      others.add(insufficient.size() + " " + Words.state(State.INSUFFICIENT));
    }
    return judged + " of " + all + " judged; " + String.join(", ", others);
  }
}
