package dev.treeline.settings;

import java.time.Duration;
import java.util.Set;

/// What the monitor reads and where it writes. A location is an absolute or relative path, or
/// `s3://bucket/prefix`.
///
/// @param captures location of captured lines; empty when a scoring function was not told
/// @param baseline location of the baseline's files; the model package unless told otherwise
/// @param reports location of the reports; empty when a scoring function was not told
/// @param schedule the schedule's name, a folder of the reports and a dimension of the metrics
/// @param verdict whose rules drive the exit status and the alarm
/// @param grace how long after its end a window is left alone, so that late lines arrive
/// @param publishing which metrics of single features are published
/// @param notifying who is told of violations and failures
/// @param shown features whose values may be read, beside those that the baseline lists; `*` for
///   all
/// @param asksCloudWatch whether the monitor function asks CloudWatch how many requests were to be
///   captured
public record MonitorSettings(
    String captures,
    String baseline,
    String reports,
    String schedule,
    Verdict verdict,
    Duration grace,
    Publishing publishing,
    Notifying notifying,
    Set<String> shown,
    boolean asksCloudWatch) {
  public MonitorSettings {
    shown = Set.copyOf(shown);
  }

  /// Whose rules say that something has changed.
  public enum Verdict {
    /// Effect against what the training data itself does, and significance.
    TREELINE,
    /// The constraints of `constraints.json`.
    SAGEMAKER
  }
}
