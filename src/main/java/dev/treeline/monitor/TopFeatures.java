package dev.treeline.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.drift.Finding;
import dev.treeline.report.Report;
import java.util.Comparator;
import java.util.List;

/// The features that went furthest, a line of JSON each for the log, so that a dashboard can show
/// them without metrics of their own, which cost by the month.
///
/// A line is `{"event": "feature", "feature": NAME, "score": EFFECT OVER THRESHOLD, "state":
/// STATE}`. Names only: no value of the data.
final class TopFeatures {
  private static final int MOST = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private TopFeatures() {}

  /// Lines without their ends, the furthest first; none of features that could not be judged.
  static List<String> lines(Report report) {
    return report.findings().features().stream()
        .filter(finding -> Double.isFinite(score(finding)))
        .sorted(Comparator.comparingDouble(TopFeatures::score).reversed())
        .limit(MOST)
        .map(TopFeatures::line)
        .toList();
  }

  /// Not a number where there is no effect or no threshold.
  private static double score(Finding finding) {
    return finding.threshold() > 0 ? finding.effect() / finding.threshold() : Double.NaN;
  }

  private static String line(Finding finding) {
    return JSON.createObjectNode()
        .put("event", "feature")
        .put("feature", finding.name())
        .put("score", score(finding))
        .put("state", finding.state().label())
        .toString();
  }
}
