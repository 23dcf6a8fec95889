package dev.treeline.local;

import dev.treeline.monitor.Cadence;
import dev.treeline.monitor.MetricsLine;
import dev.treeline.monitor.Monitor;
import dev.treeline.monitor.MonitorOutcome;
import dev.treeline.monitor.Schedule;
import dev.treeline.monitor.ScheduleOutcome;
import dev.treeline.monitor.Turn;
import dev.treeline.report.Metric;
import dev.treeline.report.Metrics;
import dev.treeline.report.Report;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Runs the monitor beside the server, over the server's own captures, as a schedule does: a window
/// is as long as the pause between two looks, grows until it has enough rows for a verdict, and the
/// next one starts where it ended; what was missed while no server ran is made up for.
///
/// A failure is told and does not stop the timer.
final class MonitorTimer implements AutoCloseable {
  /// A look that takes longer may be joined by one of another process, which then does the same.
  private static final Duration LEASE = Duration.ofMinutes(15);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Settings settings;
  private final Schedule schedule;
  private final Cadence cadence;
  private final World world;
  private final Duration pause;
  private final String owner;
  private final Thread thread;

  private MonitorTimer(Settings settings, Duration pause, World world) {
    this.settings = settings;
    this.world = world;
    this.pause = pause;
    schedule = new Schedule(Monitor.of(settings, world.s3()), settings);
    // Captures are dated to the second.
    Duration period = pause.compareTo(SECOND) < 0 ? SECOND : pause;
    cadence = new Cadence(period, settings.monitor().grace());
    owner = "serve " + world.ids().get();
    thread = Thread.ofPlatform().daemon().name("treeline-monitor").unstarted(this::run);
  }

  static MonitorTimer start(Settings settings, Duration pause, World world) {
    MonitorTimer monitor = new MonitorTimer(settings, pause, world);
    monitor.thread.start();
    return monitor;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(pause);
        look();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// One clause for the line that says that the server is ready.
  String promise(int port) {
    return "the monitor looks every "
        + pause
        + ", its latest page is http://localhost:"
        + port
        + "/reports/latest";
  }

  private void look() {
    Instant now = world.clock().instant();
    Turn turn = new Turn(owner, now, now, now.plus(LEASE), () -> false);
    try {
      switch (schedule.catchUp(cadence, turn, this::tell)) {
        case ScheduleOutcome.Looked _, ScheduleOutcome.NothingDue _ -> {}
        case ScheduleOutcome.Busy busy -> say(busy.problem());
      }
    } catch (IOException | RuntimeException e) {
      say("failed, and will look again: " + e);
    }
  }

  private void tell(MonitorOutcome outcome) {
    Instant now = world.clock().instant();
    switch (outcome) {
      case MonitorOutcome.Completed(Report report, _) -> {
        print(Metrics.of(report, now), now);
        world.err().print(MetricsLine.more(settings, now, report));
        say(report.findings().rows() + " rows: " + report.findings().state().label());
      }
      case MonitorOutcome.Growing growing -> {
        print(Metrics.growing(growing.report(), now), now);
        say(growing.problem());
      }
      case MonitorOutcome.Stopped stopped -> say(stopped.problem());
      case MonitorOutcome.NoData _ -> {}
      case MonitorOutcome.NothingCounted nothing -> say(nothing.problem());
      case MonitorOutcome.BadBaseline(var problem) -> say(problem);
    }
  }

  private void print(List<Metric> metrics, Instant now) {
    world.err().println(MetricsLine.of(settings, now, metrics));
  }

  private void say(String text) {
    world.err().println("treeline: monitor: " + text);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
