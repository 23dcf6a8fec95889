package dev.treeline.local;

import dev.treeline.monitor.Cadence;
import dev.treeline.monitor.MetricsLine;
import dev.treeline.monitor.Monitor;
import dev.treeline.monitor.MonitorOutcome;
import dev.treeline.monitor.MonitorRequest;
import dev.treeline.report.Metrics;
import dev.treeline.report.Notification;
import dev.treeline.report.Report;
import dev.treeline.report.ReportFormatException;
import dev.treeline.report.RulesFile;
import dev.treeline.report.Window;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `treeline monitor`: captures and a baseline to a verdict, its files and its metrics.
@Command(
    mixinStandardHelpOptions = true,
    name = "monitor",
    description = {
      "Says whether the world has changed.",
      "Compares captures with the baseline; prints a table and one line of metrics, and writes the"
          + " reports."
    })
final class MonitorCommand implements Callable<Integer> {
  private final World world;

  @Option(
      names = "--captures",
      paramLabel = "DIR",
      description = "captured lines, plain or gzip: a folder or s3://… (default: data/capture)")
  private String captures = "";

  @Option(
      names = "--baseline",
      paramLabel = "DIR",
      description = "profile.json, constraints.json, statistics.json (default: model/)")
  private String baseline = "";

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "where the reports go: a folder or s3://… (default: data/reports)")
  private String reports = "";

  @Mixin private TrafficOptions traffic = new TrafficOptions();

  @Option(
      names = "--window",
      paramLabel = "P",
      description =
          "the last hour (PT1H), day (P1D) or any other period up to now, less TREELINE_GRACE; in"
              + " place of --from and --to")
  private String length = "";

  @Option(
      names = "--invocations",
      paramLabel = "N",
      description =
          "requests that the endpoint answered in the window, as its own metrics count them: says"
              + " whether captures are lost")
  private @Nullable Long invocations;

  @Option(
      names = "--fail-on-violation",
      description =
          "exit with 3 when something has drifted or a check has failed, and with 1 when there was"
              + " nothing to look at")
  private boolean failOnViolation;

  @Option(
      names = "--verdict",
      paramLabel = "RULES",
      description = "whose rules count as violation: treeline (default) or sagemaker")
  private String verdict = "";

  @Option(
      names = "--metrics",
      paramLabel = "WHOSE",
      description =
          "treeline (default), or sagemaker for its metrics of single features too, in its"
              + " namespace; TREELINE_METRICS_FEATURES says of which")
  private String metricsOf = "";

  @Option(
      names = "--notify",
      description =
          "when the rules in force are violated, print the notification too: a paragraph, and the"
              + " JSON that Slack shows through AWS Chatbot")
  private boolean notify;

  @Option(
      names = "--rules",
      paramLabel = "F",
      description = "rules.json or rules.yaml, in place of the one beside the baseline")
  private String rules = "";

  @Option(names = "--json", description = "print report.json in place of the table")
  private boolean json;

  MonitorCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = Settings.from(environment(), world.home(), Job.LOCAL);
    requireFolder("--captures", settings.monitor().captures());
    Window window = window(settings.monitor().grace());
    MonitorRequest request = MonitorRequest.of(settings, window).of(invocations());
    return switch (monitor(settings).run(request)) {
      case MonitorOutcome.Completed(var report, var files) -> completed(settings, report, files);
      case MonitorOutcome.Growing(var report, var files) -> completed(settings, report, files);
      case MonitorOutcome.Stopped stopped -> throw new CommandException(stopped.problem());
      case MonitorOutcome.NoData nothing -> noData(nothing, request.isAllLost());
      case MonitorOutcome.NothingCounted nothing -> throw new CommandException(nothing.problem());
      case MonitorOutcome.BadBaseline(var problem) -> throw new CommandException(problem);
    };
  }

  private Monitor monitor(Settings settings) throws IOException {
    Monitor monitor = Monitor.of(settings, world.s3());
    if (rules.isEmpty()) {
      return monitor;
    }
    Path file = world.folder().resolve(rules);
    try {
      return monitor.by(RulesFile.read(rules, Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new CommandException(
          "--rules: found no file " + file + ", expected rules.json or rules.yaml", e);
    } catch (CharacterCodingException e) {
      throw new CommandException(rules + ": found bytes that are not UTF-8, expected rules", e);
    } catch (ReportFormatException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private OptionalLong invocations() {
    if (invocations == null) {
      return OptionalLong.empty();
    }
    if (invocations < 0) {
      throw CommandException.misuse("--invocations: found " + invocations + ", expected 0 or more");
    }
    return OptionalLong.of(invocations);
  }

  private Window window(Duration grace) {
    return length.isEmpty() ? traffic.window() : lastWindow(grace);
  }

  private Window lastWindow(Duration grace) {
    if (!traffic.typed().isEmpty()) {
      throw CommandException.misuse(
          "--window "
              + length
              + ": found beside "
              + traffic.typed()
              + ", expected either --window, which ends now, or --from and --to");
    }
    try {
      Duration period = Duration.parse(length);
      if (Cadence.isPeriod(period)) {
        return new Cadence(period, grace).latest(world.clock().instant());
      }
    } catch (DateTimeParseException _) {
      // No duration and one out of range read the same below.
    }
    throw CommandException.misuse(
        "--window: found \"" + length + "\", expected " + Cadence.PERIODS);
  }

  private int completed(Settings settings, Report report, List<String> files) {
    Instant now = world.clock().instant();
    String metrics = MetricsLine.of(settings, now, Metrics.of(report, now));
    if (json) {
      world.out().println(report.json());
    } else {
      world.out().print(world.coloured() ? report.coloured() : report.table());
      String place = settings.monitor().reports() + "/" + folder(files);
      world.out().println("Reports: " + place);
      if (notify) {
        Notification.of(report, place).ifPresent(this::print);
      }
      world.out().println(metrics);
      world.out().print(MetricsLine.more(settings, now, report));
    }
    return failOnViolation && report.violations() > 0 ? Treeline.VIOLATIONS : Treeline.DONE;
  }

  private void print(Notification notification) {
    world.out().println(notification.text());
    world.out().println(notification.json());
  }

  private static String folder(List<String> files) {
    String first = files.getFirst();
    return first.substring(0, first.lastIndexOf('/') + 1);
  }

  private int noData(MonitorOutcome.NoData nothing, boolean isAllLost) {
    world.err().println("treeline: " + nothing.problem());
    if (isAllLost) {
      world
          .err()
          .println(
              "treeline: captured data lost: 0 lines of "
                  + invocations
                  + " invocations; with --from and --to there is a report of it");
      return failOnViolation ? Treeline.VIOLATIONS : Treeline.DONE;
    }
    return failOnViolation ? Treeline.FAILED : Treeline.DONE;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(world.environment());
    TrafficOptions.put(
        environment, "TREELINE_CAPTURE_URI", captures.isEmpty() ? "" : world.location(captures));
    TrafficOptions.put(
        environment, "TREELINE_BASELINE", baseline.isEmpty() ? "" : world.location(baseline));
    TrafficOptions.put(
        environment, "TREELINE_REPORTS", reports.isEmpty() ? "" : world.location(reports));
    TrafficOptions.put(environment, "TREELINE_VERDICT", verdict);
    TrafficOptions.put(environment, "TREELINE_METRICS", metricsOf);
    traffic.put(environment);
    return environment;
  }

  private static void requireFolder(String option, String location) {
    if (!location.startsWith("s3://") && !Files.isDirectory(Path.of(location))) {
      throw new CommandException(
          option + ": found no folder " + location + ", expected captured lines in one");
    }
  }
}
