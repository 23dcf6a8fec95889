package dev.treeline.trust;

import dev.treeline.drift.Finding;
import dev.treeline.drift.Findings;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.State;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was raised in a number of windows.
///
/// @param windows windows that were judged
/// @param flagged windows with at least one alarm
/// @param kinds in how many windows each kind of alarm was: `temp drift`, `temp missing`
/// @param names in how many windows each feature or output was named, whatever the kind
record Alarms(int windows, int flagged, Map<String, Integer> kinds, Map<String, Integer> names) {
  static final Alarms NONE = new Alarms(0, 0, Map.of(), Map.of());

  /// One window's alarms: drifted features, drifted outputs, violated checks.
  static Alarms of(Findings findings) {
    Map<String, Integer> kinds = new TreeMap<>();
    Map<String, Integer> names = new TreeMap<>();
    for (Finding finding : findings.drifted()) {
      kinds.put(finding.name() + " drift", 1);
      names.put(finding.name(), 1);
    }
    for (Finding finding : findings.predictions()) {
      if (finding.state() == State.DRIFTED) {
        kinds.put(finding.name() + " drift", 1);
        names.put(finding.name(), 1);
      }
    }
    for (QualityFinding finding : findings.violations()) {
      kinds.put(finding.name() + " " + finding.check().label(), 1);
      names.put(finding.name(), 1);
    }
    return new Alarms(1, kinds.isEmpty() ? 0 : 1, kinds, names);
  }

  Alarms plus(Alarms other) {
    return new Alarms(
        windows + other.windows,
        flagged + other.flagged,
        sum(kinds, other.kinds),
        sum(names, other.names));
  }

  private static Map<String, Integer> sum(Map<String, Integer> some, Map<String, Integer> others) {
    Map<String, Integer> sum = new TreeMap<>(some);
    others.forEach((key, count) -> sum.merge(key, count, Integer::sum));
    return sum;
  }

  /// Share of the windows that were flagged, 0 to 1.
  double rate() {
    return (double) flagged / windows;
  }

  /// Share of the windows that named this feature or output.
  double rate(String name) {
    return (double) names.getOrDefault(name, 0) / windows;
  }

  /// The commonest kinds with their counts, for people.
  String commonest(int most) {
    return kinds.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(most)
        .map(kind -> kind.getKey() + " " + kind.getValue())
        .collect(Collectors.joining(", "));
  }
}
