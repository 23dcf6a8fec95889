package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What each version of the model answered in a window, counted into a profile's cells.
///
/// One model that answers otherwise than another is no drift: where two or more versions answered,
/// each is compared with the baseline by itself, and the features, which no version makes, as they
/// came.
///
/// @param outputs by the version's name, which is empty where lines do not say: one count for each
///   of the profile's predictions, of all rows that the version answered
public record VersionCounts(SortedMap<String, List<CellCounts>> outputs) {
  /// Nobody says who answered.
  public static final VersionCounts NONE = new VersionCounts(new TreeMap<>());

  /// Keeps the map.
  public VersionCounts {
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }

  /// What was counted by version; of a profile without predictions there is nothing to count.
  public static VersionCounts of(Map<String, List<CellCounts>> outputs) {
    return outputs.values().stream().anyMatch(List::isEmpty)
        ? NONE
        : new VersionCounts(new TreeMap<>(outputs));
  }

  /// Whether several versions answered.
  public boolean isSplit() {
    return outputs.size() > 1;
  }

  /// The counts of a version, one for each of the profile's predictions; none of one that did not
  /// answer.
  public List<CellCounts> of(String version) {
    return outputs.getOrDefault(version, List.of());
  }

  private SortedMap<String, Long> rows() {
    var rows = new TreeMap<String, Long>();
    outputs.forEach((version, counts) -> rows.put(version, counts.getFirst().seen()));
    return rows;
  }

  /// The verdict on a window, by version.
  ///
  /// The outputs of each version are a family of their own under [Drift]'s rules. Of a version with
  /// fewer than [Drift#ENOUGH] rows nothing can be said, and its rows are. The verdict on a window
  /// of one version stays as it is, and is given its name.
  ///
  /// @param whole the verdict on all answers together
  public Findings judge(Profile profile, Findings whole, UserRules rules) {
    List<Finding> predictions = new ArrayList<>();
    if (isSplit()) {
      outputs.forEach((name, counts) -> predictions.addAll(judge(profile, name, counts, rules)));
    } else {
      String name = outputs.isEmpty() ? "" : outputs.firstKey();
      whole.predictions().forEach(finding -> predictions.add(finding.of(name, finding.reason())));
    }
    return new Findings(
        whole.rows(), whole.bodies(), whole.features(), predictions, whole.quality(), rows());
  }

  private static List<Finding> judge(
      Profile profile, String version, List<CellCounts> counts, UserRules rules) {
    var outputs =
        new Profile(
            profile.version(),
            profile.rows(),
            profile.blockKind(),
            List.of(),
            profile.predictions(),
            profile.disclosure());
    long rows = counts.getFirst().seen();
    WindowCounts window = WindowCounts.of(outputs).withPredictions(counts);
    return Drift.judge(outputs, window, rules).predictions().stream()
        .map(finding -> finding.of(version, reason(finding, rows)))
        .toList();
  }

  private static String reason(Finding finding, long rows) {
    return finding.state() == State.INSUFFICIENT && rows < Drift.ENOUGH
        ? "this model version answered %d rows, %d are needed".formatted(rows, Drift.ENOUGH)
        : finding.reason();
  }
}
