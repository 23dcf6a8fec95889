package dev.treeline.monitor;

import dev.treeline.report.Report;
import dev.treeline.report.Window;
import dev.treeline.settings.Settings;

/// What one run is to look at.
///
/// @param endpoint whose captures: a folder of captures and of reports
/// @param variant which production variant
/// @param schedule the schedule's name: a folder of reports and a dimension of metrics
/// @param window inference times to look at
/// @param rule whose verdict counts as violation
public record MonitorRequest(
    String endpoint, String variant, String schedule, Window window, Report.Rule rule) {

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
        });
  }

  /// The same of another window.
  MonitorRequest over(Window other) {
    return new MonitorRequest(endpoint, variant, schedule, other, rule);
  }
}
