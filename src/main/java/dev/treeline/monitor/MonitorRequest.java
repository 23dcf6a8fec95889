package dev.treeline.monitor;

import dev.treeline.report.Report;
import dev.treeline.report.Window;
import dev.treeline.settings.Settings;
import java.util.OptionalLong;

/// What one run is to look at.
///
/// @param endpoint whose captures: a folder of captures and of reports
/// @param variant which production variant
/// @param schedule the schedule's name: a folder of reports and a dimension of metrics
/// @param window inference times to look at
/// @param rule whose verdict counts as violation
/// @param invocations requests answered in the window, from whoever counts them; empty when nobody
///   said, and lost data is then not judged
/// @param percent of them that are captured, 0 to 100
public record MonitorRequest(
    String endpoint,
    String variant,
    String schedule,
    Window window,
    Report.Rule rule,
    OptionalLong invocations,
    double percent) {
  /// A run that knows of no invocations.
  public MonitorRequest(
      String endpoint, String variant, String schedule, Window window, Report.Rule rule) {
    this(endpoint, variant, schedule, window, rule, OptionalLong.empty(), 100);
  }

  /// What the settings ask of a run over this window.
  public static MonitorRequest of(Settings settings, Window window) {
    return new MonitorRequest(
        settings.endpoint(),
        settings.variant(),
        settings.monitor().schedule(),
        window,
        switch (settings.monitor().verdict()) {
          case TREELINE -> Report.Rule.TREELINE;
          case SAGEMAKER -> Report.Rule.SAGEMAKER;
        },
        OptionalLong.empty(),
        settings.capture().sampling().percent());
  }

  /// The same with the number of requests that were answered in the window.
  public MonitorRequest answering(long count) {
    return new MonitorRequest(
        endpoint, variant, schedule, window, rule, OptionalLong.of(count), percent);
  }

  /// The same of another window.
  MonitorRequest over(Window other) {
    // Another window had other invocations.
    return new MonitorRequest(
        endpoint, variant, schedule, other, rule, OptionalLong.empty(), percent);
  }
}
