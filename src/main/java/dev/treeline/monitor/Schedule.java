package dev.treeline.monitor;

import dev.treeline.drift.State;
import dev.treeline.report.NextVerdict;
import dev.treeline.report.Report;
import dev.treeline.report.Window;
import dev.treeline.settings.Settings;
import dev.treeline.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The windows of one schedule: each looked at once, in order, by one run at a time.
///
/// A [Watermark] says where the next window begins. After a failure every missed window is looked
/// at, so what is written depends on the captures and not on when runs happened. A window that is
/// too small for a verdict stays open and grows by whole periods until it has enough values, or is
/// [#LONGEST]; until then its report lies under `latest/` alone. A window without any row is
/// closed: the next one begins where rows begin.
public final class Schedule {
  /// A window grows no longer than this, and is then closed as it is.
  public static final Duration LONGEST = Duration.ofDays(31);

  /// Windows with rows that one run looks at; the next run goes on.
  static final int MOST_WINDOWS = 24;

  /// Windows with and without rows.
  static final int MOST_LOOKS = 1_000;

  private final Monitor monitor;
  private final MonitorRequest request;
  private final Offered offered;
  private final Store reports;
  private final String root;

  /// @param settings name endpoint, variant, schedule and rule
  public Schedule(Monitor monitor, Settings settings) {
    this(monitor, settings, Offered.UNKNOWN);
  }

  /// @param offered how many requests were to be captured, for windows of which nobody else says so
  Schedule(Monitor monitor, Settings settings, Offered offered) {
    this.monitor = monitor;
    this.offered = offered;
    this.request = MonitorRequest.of(settings, Window.EVERYTHING);
    this.reports = monitor.reports();
    this.root = request.endpoint() + "/" + request.schedule() + "/";
  }

  /// Takes what became of a window, before the next one is looked at. What it throws leaves this
  /// window to the next run.
  @FunctionalInterface
  public interface Each {
    /// Takes an outcome.
    void accept(MonitorOutcome outcome) throws IOException;
  }

  /// Looks at every window that is due.
  ///
  /// @throws IOException if a store fails; nothing is lost by running again
  public ScheduleOutcome catchUp(Cadence cadence, Turn turn, Each each) throws IOException {
    return switch (lock().take(turn)) {
      case RunLock.Attempt.Busy(var owner, var until) -> new ScheduleOutcome.Busy(owner, until);
      case RunLock.Attempt.Taken(var hold) -> {
        try (hold) {
          yield new Run(cadence, turn, each).go();
        }
      }
    };
  }

  /// Looks at one window that somebody named, while no other run is at work. The watermark stays
  /// where it is.
  ///
  /// @param invocations how many requests the endpoint answered in it, if somebody said
  /// @throws IOException if a store fails; nothing is lost by running again
  public ScheduleOutcome once(Window window, OptionalLong invocations, Turn turn, Each each)
      throws IOException {
    return switch (lock().take(turn)) {
      case RunLock.Attempt.Busy(var owner, var until) -> new ScheduleOutcome.Busy(owner, until);
      case RunLock.Attempt.Taken(var hold) -> {
        try (hold) {
          MonitorRequest named =
              invocations.isPresent() ? request.over(window).of(invocations) : asked(window);
          each.accept(monitor.run(named, turn.isEnding(), monitor::file));
          yield new ScheduleOutcome.Looked(1, 0);
        }
      }
    };
  }

  /// A window with what is known of its requests.
  private MonitorRequest asked(Window window) {
    return request.over(window).offered(offered.during(window));
  }

  private RunLock lock() {
    return new RunLock(reports, root + RunLock.NAME);
  }

  /// Whether a window is closed with this report: it has a verdict, or something that counts as
  /// violation, or growing would not help.
  static boolean isClosed(Report report) {
    Stream<State> states =
        Stream.concat(
                report.findings().features().stream(), report.findings().predictions().stream())
            .map(finding -> finding.state());
    Window window = report.run().window();
    return switch (report.rule()) {
      // Its checks need no number of rows.
      case SAGEMAKER -> true;
      case TREELINE ->
          states.anyMatch(state -> state != State.INSUFFICIENT)
              || report.violations() > 0
              || !NextVerdict.isPossible(report.findings())
              || Duration.between(window.from(), window.to()).compareTo(LONGEST) >= 0;
    };
  }

  /// One run over due windows.
  private final class Run {
    private final Cadence cadence;
    private final Turn turn;
    private final Each each;
    private int windows;
    private int looks;

    Run(Cadence cadence, Turn turn, Each each) {
      this.cadence = cadence;
      this.turn = turn;
      this.each = each;
    }

    ScheduleOutcome go() throws IOException {
      Optional<Store.Text> read = reports.read(root + Watermark.NAME);
      if (read.isEmpty()) {
        // Before anything is looked at: should the first run fail for good, the next begins there.
        boolean _ = move(read, Watermark.at(cadence.newest(turn.due()).minus(cadence.period())));
        read = reports.read(root + Watermark.NAME);
      }
      Watermark mark = Watermark.parse(read.orElseThrow().text());
      while (cadence.due(mark.looked(), turn.due()) > 0 && !isEnough()) {
        Optional<Watermark> moved = look(mark);
        if (moved.isEmpty()) {
          break;
        }
        mark = moved.get();
        looks++;
        if (!move(read, mark)) {
          return new ScheduleOutcome.Busy("", turn.now());
        }
        read = reports.read(root + Watermark.NAME);
      }
      long remaining = cadence.due(mark.looked(), turn.due());
      return looks == 0 && remaining == 0
          ? new ScheduleOutcome.NothingDue(cadence.next(mark.looked()))
          : new ScheduleOutcome.Looked(looks, remaining);
    }

    private boolean isEnough() {
      return windows >= MOST_WINDOWS || looks >= MOST_LOOKS || turn.isEnding().getAsBoolean();
    }

    /// Looks at the next window.
    ///
    /// @return where the watermark is to stand; empty when this window is to be looked at again
    private Optional<Watermark> look(Watermark mark) throws IOException {
      Instant end = mark.looked().plus(cadence.period());
      MonitorRequest next = asked(new Window(mark.completed(), end));
      MonitorOutcome outcome = monitor.run(next, turn.isEnding(), this::end);
      each.accept(outcome);
      return switch (outcome) {
        case MonitorOutcome.Growing _ -> {
          windows++;
          yield Optional.of(mark.lookedTo(end));
        }
        case MonitorOutcome.Completed _ -> {
          windows++;
          yield Optional.of(Watermark.at(end));
        }
        case MonitorOutcome.NoData _, MonitorOutcome.NothingCounted _ ->
            Optional.of(Watermark.at(end));
        // A baseline is mended, a stopped run gone on with, and then this window is judged.
        case MonitorOutcome.BadBaseline _, MonitorOutcome.Stopped _ -> Optional.empty();
      };
    }

    private MonitorOutcome end(Report report) throws IOException {
      return isClosed(report) ? monitor.file(report) : monitor.show(report);
    }

    /// Moves the watermark from where it was read; false when somebody else has moved it.
    private boolean move(Optional<Store.Text> read, Watermark mark) throws IOException {
      String key = root + Watermark.NAME;
      return read.isPresent()
          ? reports.replace(key, read.get(), mark.json())
          : reports.create(key, mark.json());
    }
  }
}
