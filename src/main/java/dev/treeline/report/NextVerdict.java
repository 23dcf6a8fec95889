package dev.treeline.report;

import dev.treeline.drift.Drift;
import dev.treeline.drift.Finding;
import dev.treeline.drift.Findings;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// When a window that is too small for a verdict will have enough values, if they go on coming as
/// they came so far.
public final class NextVerdict {
  private NextVerdict() {}

  /// Present values of the column that has most, of those that the baseline can judge; 0 where it
  /// can judge none.
  public static long values(Findings findings) {
    return judgeable(findings).mapToLong(Finding::n).max().orElse(0);
  }

  /// Whether more values in the window would help: not where the baseline itself is too small.
  public static boolean isPossible(Findings findings) {
    return judgeable(findings).findAny().isPresent();
  }

  private static Stream<Finding> judgeable(Findings findings) {
    return Stream.concat(findings.features().stream(), findings.predictions().stream())
        .filter(finding -> finding.baselineN() >= Drift.ENOUGH);
  }

  /// How long after the window's end there will be [Drift#ENOUGH] values.
  ///
  /// @param window with both ends
  /// @return empty when there are enough, and when no value came at all
  public static Optional<Duration> after(Findings findings, Window window) {
    long values = values(findings);
    if (values == 0 || values >= Drift.ENOUGH) {
      return Optional.empty();
    }
    double seconds = Duration.between(window.from(), window.to()).toSeconds();
    return Optional.of(
        Duration.ofSeconds((long) Math.ceil(seconds * (Drift.ENOUGH - values) / values)));
  }

  /// A length of time as one says it: `about 3 days`, `about 1 hour`.
  public static String about(Duration length) {
    if (length.compareTo(Duration.ofHours(36)) >= 0) {
      return "about " + Math.round(length.toHours() / 24.0) + " days";
    }
    if (length.compareTo(Duration.ofMinutes(90)) >= 0) {
      return "about " + Math.round(length.toMinutes() / 60.0) + " hours";
    }
    long minutes = Math.max(1, Math.round(length.toSeconds() / 60.0));
    return "about " + minutes + (minutes == 1 ? " minute" : " minutes");
  }
}
