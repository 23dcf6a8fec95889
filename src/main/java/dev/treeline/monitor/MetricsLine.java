package dev.treeline.monitor;

import dev.treeline.report.EmfLine;
import dev.treeline.report.Metric;
import dev.treeline.settings.Settings;
import java.time.Instant;
import java.util.List;

/// The metrics of a run under the namespace and dimensions that the settings name.
public final class MetricsLine {
  private MetricsLine() {}

  /// One line for standard output, without the line end.
  ///
  /// @param time when it was measured
  public static String of(Settings settings, Instant time, List<Metric> metrics) {
    return EmfLine.of(
        settings.namespace(), settings.endpoint(), settings.monitor().schedule(), time, metrics);
  }
}
