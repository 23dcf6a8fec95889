package dev.treeline.monitor;

import dev.treeline.drift.Profile;
import dev.treeline.drift.UserRules;
import dev.treeline.report.Report;
import dev.treeline.report.ReportFormatException;
import dev.treeline.report.Run;
import dev.treeline.report.Window;
import dev.treeline.settings.Settings;
import dev.treeline.store.S3Access;
import dev.treeline.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// The scheduled job: captures and a baseline in, a verdict and its files out.
///
/// A run depends on its request and on what the stores hold, and on nothing else: repeated, it
/// writes the same bytes under the same keys. Runs of different windows may run at the same time.
public final class Monitor {
  private final Store captures;
  private final Store baseline;
  private final Store reports;
  private final Overrides overrides;

  /// Sets the job up.
  ///
  /// @param captures captured lines, below `endpoint/variant/yyyy/MM/dd/HH/` or anywhere
  /// @param baseline `profile.json`, `constraints.json` and, if there is one, `statistics.json`
  /// @param reports receives the files of each run, see [ReportFolder]
  public Monitor(Store captures, Store baseline, Store reports) {
    this(captures, baseline, reports, Overrides.NONE);
  }

  private Monitor(Store captures, Store baseline, Store reports, Overrides overrides) {
    this.captures = captures;
    this.baseline = baseline;
    this.reports = reports;
    this.overrides = overrides;
  }

  /// Sets the job up on the stores that the settings name.
  ///
  /// @param s3 where an S3 client comes from, not asked unless one of them is there
  public static Monitor of(Settings settings, S3Access s3) {
    return new Monitor(
        Store.at(settings.monitor().captures(), s3),
        Store.at(settings.monitor().baseline(), s3),
        Store.at(settings.monitor().reports(), s3),
        new Overrides(settings.monitor().shown(), Optional.empty()));
  }

  /// The same job by other rules than the baseline's.
  public Monitor by(UserRules rules) {
    return new Monitor(
        captures, baseline, reports, new Overrides(overrides.shown(), Optional.of(rules)));
  }

  /// Looks at one window.
  ///
  /// @throws IOException if a store fails; nothing is lost by running again
  public MonitorOutcome run(MonitorRequest request) throws IOException {
    return run(request, () -> false, this::file);
  }

  /// What becomes of a window that could be judged.
  @FunctionalInterface
  interface Ending {
    MonitorOutcome of(Report report) throws IOException;
  }

  /// Looks at one window, and ends it in a way that depends on what was found.
  ///
  /// @param isEnding whether the time is up: then what was counted is put away, and the next run
  ///   over the same window goes on from there
  MonitorOutcome run(MonitorRequest request, BooleanSupplier isEnding, Ending ending)
      throws IOException {
    CaptureKeys keys = new CaptureKeys(request.endpoint(), request.variant(), request.window());
    Baseline known;
    try {
      known =
          Baseline.read(baseline, () -> RowShape.of(captures, keys, new Answers(true)), overrides);
    } catch (ReportFormatException e) {
      return new MonitorOutcome.BadBaseline(String.valueOf(e.getMessage()));
    }
    Profile profile = known.profile();
    Checkpoint checkpoint = new Checkpoint(reports, request, profile, List.of(keys.window()));
    Optional<Checkpoint.State> before = checkpoint.read();
    int filesBefore = before.map(state -> state.done().size()).orElse(0);
    CaptureWindow window = new CaptureWindow(captures, keys);
    CaptureWindow.Reading reading =
        window.read(profile, before.orElseGet(() -> window.begin(profile)), isEnding);
    if (reading.left() > 0) {
      int read = reading.state().done().size();
      boolean hasMoved = read > filesBefore && checkpoint.write(reading.state());
      return new MonitorOutcome.Stopped(request.window(), read, reading.left(), hasMoved);
    }
    MonitorOutcome outcome = end(request, known, reading, ending);
    if (before.isPresent()) {
      checkpoint.clear();
    }
    return outcome;
  }

  private MonitorOutcome end(
      MonitorRequest request, Baseline known, CaptureWindow.Reading reading, Ending ending)
      throws IOException {
    CapturePart part = reading.state().part();
    WindowCounter.Counted counted = part.end();
    Run run = reading.files().run(request, part);
    boolean isEmpty = run.lines() == 0 && run.skipped().isEmpty();
    Window window = request.window();
    boolean isAllLost = isEmpty && window.hasFrom() && window.hasTo() && request.isAllLost();
    if (isEmpty && !isAllLost) {
      return new MonitorOutcome.NoData(run);
    }
    if (counted.counts().rows() == 0 && !isAllLost) {
      return new MonitorOutcome.NothingCounted(run);
    }
    Report report;
    try {
      report =
          new Judgement(request, known, reports).of(run, counted, new TreeMap<>(part.digests()));
    } catch (ReportFormatException e) {
      return new MonitorOutcome.BadBaseline(String.valueOf(e.getMessage()));
    }
    return ending.of(report);
  }

  /// Writes the report of a window that is closed.
  MonitorOutcome file(Report report) throws IOException {
    return new MonitorOutcome.Completed(report, folder(report).write(report));
  }

  /// Writes the report of a window that stays open, where the latest one lies and nowhere else.
  MonitorOutcome show(Report report) throws IOException {
    return new MonitorOutcome.Growing(report, folder(report).writeLatest(report));
  }

  private ReportFolder folder(Report report) throws IOException {
    return new ReportFolder(reports, ModelImportance.of(baseline, report.profile()));
  }

  /// Where reports go, and what a schedule knows of itself.
  Store reports() {
    return reports;
  }
}
