package dev.treeline.monitor;

import dev.treeline.drift.DataLoss;
import dev.treeline.drift.Drift;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.LimitFinding;
import dev.treeline.drift.Profile;
import dev.treeline.drift.SageMakerCheck;
import dev.treeline.drift.Statistics;
import dev.treeline.report.Report;
import dev.treeline.report.ReportFormatException;
import dev.treeline.report.Run;
import dev.treeline.settings.Settings;
import dev.treeline.store.S3Access;
import dev.treeline.store.Store;
import java.io.IOException;

/// The scheduled job: captures and a baseline in, a verdict and its files out.
///
/// A run depends on its request and on what the stores hold, and on nothing else: repeated, it
/// writes the same bytes under the same keys. Runs of different windows may run at the same time.
public final class Monitor {
  private final Store captures;
  private final Store baseline;
  private final Store reports;

  /// Sets the job up.
  ///
  /// @param captures captured lines, below `endpoint/variant/yyyy/MM/dd/HH/` or anywhere
  /// @param baseline `profile.json`, `constraints.json` and, if there is one, `statistics.json`
  /// @param reports receives the files of each run, see [ReportFolder]
  public Monitor(Store captures, Store baseline, Store reports) {
    this.captures = captures;
    this.baseline = baseline;
    this.reports = reports;
  }

  /// Sets the job up on the stores that the settings name.
  ///
  /// @param s3 where an S3 client comes from, not asked unless one of them is there
  public static Monitor of(Settings settings, S3Access s3) {
    return new Monitor(
        Store.at(settings.monitor().captures(), s3),
        Store.at(settings.monitor().baseline(), s3),
        Store.at(settings.monitor().reports(), s3));
  }

  /// Looks at one window.
  ///
  /// @throws IOException if a store fails; nothing is lost by running again
  public MonitorOutcome run(MonitorRequest request) throws IOException {
    Baseline known;
    try {
      known = Baseline.read(baseline);
    } catch (ReportFormatException e) {
      return new MonitorOutcome.BadBaseline(String.valueOf(e.getMessage()));
    }
    CaptureWindow window =
        new CaptureWindow(
            captures, new CaptureKeys(request.endpoint(), request.variant(), request.window()));
    CaptureWindow.Read read = window.read(request, known.profile());
    WindowCounter.Counted counted = read.counted();
    Run run = read.run();
    if (run.lines() == 0 && run.skipped().isEmpty()) {
      return new MonitorOutcome.NoData(run);
    }
    if (counted.counts().rows() == 0) {
      return new MonitorOutcome.NothingCounted(run);
    }
    Report report = judge(request, known, run, counted);
    return new MonitorOutcome.Completed(report, new ReportFolder(reports).write(report));
  }

  private Report judge(
      MonitorRequest request, Baseline baseline, Run run, WindowCounter.Counted counted)
      throws IOException {
    Profile profile = baseline.profile();
    Statistics statistics = SageMakerColumns.statistics(profile, counted, baseline.constraints());
    Statistics features =
        Statistics.of(
            counted.counts().rows(),
            profile.features().stream().map(FeatureProfile::name).toList(),
            counted.inputs());
    return new Report(
        run,
        profile,
        counted.counts(),
        Drift.judge(profile, counted.counts(), baseline.rules()),
        statistics,
        baseline.constraints(),
        SageMakerCheck.of(
            statistics, baseline.statistics(), baseline.constraints(), profile.disclosure()),
        Decisions.alarm(request, baseline.rules(), reports, run),
        LimitFinding.judge(baseline.rules(), features.columns()),
        DataLoss.NOT_JUDGED);
  }
}
