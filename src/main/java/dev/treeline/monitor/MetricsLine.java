package dev.treeline.monitor;

import dev.treeline.report.EmfLine;
import dev.treeline.report.Metric;
import dev.treeline.report.Report;
import dev.treeline.report.SageMakerMetrics;
import dev.treeline.settings.Publishing;
import dev.treeline.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The metrics of a run under the namespace and dimensions that the settings name.
public final class MetricsLine {
  private MetricsLine() {}

  /// Lines for standard output, without the last line end: one for every hundred metrics.
  ///
  /// @param time when it was measured
  public static String of(Settings settings, Instant time, List<Metric> metrics) {
    return String.join("\n", emf(settings.namespace(), settings, time).lines(metrics));
  }

  /// The same of a run that came to a report: behind its metrics, each on a line with its end,
  /// SageMaker's where the settings ask for them; otherwise nothing.
  ///
  /// @param time when it was measured
  public static String more(Settings settings, Instant time, Report report) {
    Publishing publishing = settings.monitor().publishing();
    if (!publishing.isSageMakers()) {
      return "";
    }
    var choice = new SageMakerMetrics.Choice(publishing.features(), publishing.most());
    EmfLine emf = emf(SageMakerMetrics.NAMESPACE, settings, time);
    List<String> lines = new ArrayList<>(emf.lines(SageMakerMetrics.of(report, choice)));
    lines.addAll(emf.spreads(SageMakerMetrics.spreads(report, choice)));
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static EmfLine emf(String namespace, Settings settings, Instant time) {
    return new EmfLine(namespace, settings.endpoint(), settings.monitor().schedule(), time);
  }
}
