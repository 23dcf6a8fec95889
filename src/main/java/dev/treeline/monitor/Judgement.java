package dev.treeline.monitor;

import dev.treeline.drift.ColumnStatistics;
import dev.treeline.drift.Drift;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.LimitFinding;
import dev.treeline.drift.Profile;
import dev.treeline.drift.SageMakerCheck;
import dev.treeline.drift.Statistics;
import dev.treeline.drift.VersionCounts;
import dev.treeline.report.Origins;
import dev.treeline.report.Report;
import dev.treeline.report.Run;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Puts what was counted before every rule: the verdict's, SageMaker's, and those that people set.
///
/// @param baseline what the window is compared with
/// @param reports where the audit trail is
record Judgement(MonitorRequest request, Baseline baseline, Store reports) {
  /// Judges a window that has rows.
  ///
  /// @param digests lines that name a baseline, by its digest
  /// @throws dev.treeline.report.ReportFormatException if the audit trail is damaged
  Report of(Run run, WindowCounter.Counted counted, SortedMap<String, Long> digests)
      throws IOException {
    Profile profile = baseline.profile();
    Statistics statistics = SageMakerColumns.statistics(profile, counted, baseline.constraints());
    VersionCounts versions = VersionCounts.of(counted.versions());
    return new Report(
        run,
        profile,
        counted.counts(),
        versions.judge(
            profile, Drift.judge(profile, counted.counts(), baseline.rules()), baseline.rules()),
        statistics,
        baseline.constraints(),
        SageMakerCheck.of(
            statistics, baseline.statistics(), baseline.constraints(), profile.disclosure()),
        Decisions.alarm(request, baseline.rules(), reports, run),
        LimitFinding.judge(baseline.rules(), columns(profile, counted)),
        request.dataLoss(run.lines()),
        new Origins(versions, baseline.digest(), digests));
  }

  /// Every feature and output of the window under the baseline's names.
  private static List<ColumnStatistics> columns(Profile profile, WindowCounter.Counted counted) {
    List<FeatureProfile> baseline = new ArrayList<>(profile.features());
    baseline.addAll(profile.predictions());
    List<ColumnSketch> window = new ArrayList<>(counted.inputs());
    window.addAll(counted.watched());
    List<String> names = baseline.stream().map(FeatureProfile::name).toList();
    return Statistics.of(counted.counts().rows(), names, window).columns();
  }
}
