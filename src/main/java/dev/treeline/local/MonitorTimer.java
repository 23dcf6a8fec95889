package dev.treeline.local;

import dev.treeline.drift.Drift;
import dev.treeline.monitor.MetricsLine;
import dev.treeline.monitor.Monitor;
import dev.treeline.monitor.MonitorOutcome;
import dev.treeline.monitor.MonitorRequest;
import dev.treeline.report.Metrics;
import dev.treeline.report.Report;
import dev.treeline.report.Window;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Runs the monitor beside the server, over the server's own captures.
///
/// The window starts with the server and grows until it has enough rows for a verdict; the next one
/// starts where that one ended. A failure is told and does not stop the timer.
final class MonitorTimer implements AutoCloseable {
  private final Settings settings;
  private final Monitor monitor;
  private final World world;
  private final Duration pause;
  private final Thread thread;
  private Instant from;

  private MonitorTimer(Settings settings, Duration pause, World world) {
    this.settings = settings;
    this.world = world;
    this.pause = pause;
    monitor = Monitor.of(settings, world.s3());
    from = world.clock().instant().truncatedTo(ChronoUnit.SECONDS);
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
    // Captures are dated to the second: one that is still running belongs to the next window.
    Instant to = world.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    if (!from.isBefore(to)) {
      return;
    }
    try {
      switch (monitor.run(MonitorRequest.of(settings, new Window(from, to)))) {
        case MonitorOutcome.Completed(Report report, var files) -> completed(report, to);
        case MonitorOutcome.NoData _ -> {}
        case MonitorOutcome.NothingCounted nothing -> say(nothing.problem());
        case MonitorOutcome.BadBaseline(var problem) -> say(problem);
      }
    } catch (IOException | RuntimeException e) {
      say("failed, and will look again: " + e);
    }
  }

  private void completed(Report report, Instant to) {
    world.err().println(MetricsLine.of(settings, to, Metrics.of(report, to)));
    say(report.findings().rows() + " rows: " + report.findings().state().label());
    if (report.findings().rows() >= Drift.ENOUGH) {
      from = to;
    }
  }

  private void say(String text) {
    world.err().println("treeline: monitor: " + text);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
