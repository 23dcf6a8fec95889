package dev.treeline.monitor;

import dev.treeline.drift.DataLoss;
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
/// @param invocations how many requests the endpoint answered in the window, from whoever counts
///   them; empty when nobody said
/// @param percent how many of a hundred of them were to be captured, 0 to 100
public record MonitorRequest(
    String endpoint,
    String variant,
    String schedule,
    Window window,
    Report.Rule rule,
    OptionalLong invocations,
    int percent) {

  /// A request by somebody who does not count invocations.
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

  /// The same of another window.
  MonitorRequest over(Window other) {
    return new MonitorRequest(
        endpoint, variant, schedule, other, rule, OptionalLong.empty(), percent);
  }

  /// The same, told how many requests the endpoint answered in the window.
  public MonitorRequest of(OptionalLong answered) {
    return new MonitorRequest(endpoint, variant, schedule, window, rule, answered, percent);
  }

  /// The same, told how many requests of the window were to be captured, after all sampling.
  MonitorRequest offered(OptionalLong requests) {
    return requests.isEmpty()
        ? this
        : new MonitorRequest(endpoint, variant, schedule, window, rule, requests, 100);
  }

  /// Whether a window without any captured line has lost its data: there were requests, and they
  /// were to be captured. A window with both ends is then judged, and its report says so.
  public boolean isAllLost() {
    return dataLoss(0).violated();
  }

  /// Whether as much was captured as should have been.
  ///
  /// @param lines captured in the window, each once
  DataLoss dataLoss(long lines) {
    return percent > 0 ? DataLoss.judge(lines, invocations, percent) : DataLoss.NOT_JUDGED;
  }
}
