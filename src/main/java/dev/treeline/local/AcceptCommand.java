package dev.treeline.local;

import dev.treeline.report.Accepted;
import dev.treeline.report.AuditFile;
import dev.treeline.report.AuditLine;
import dev.treeline.report.ReportFile;
import dev.treeline.report.ReportFormatException;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `treeline accept`: a change that is known, for which the alarm is to stay quiet for a while.
@Command(
    mixinStandardHelpOptions = true,
    name = "accept",
    description = {
      "Records a known change of a feature.",
      "Reports go on showing it; exit status, violations and metrics leave it out for windows that"
          + " end by the given day. SageMaker's files do not know of it. Accepted again, the later"
          + " record counts: a day that is past takes the earlier one back."
    })
final class AcceptCommand implements Callable<Integer> {
  private final World world;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "where the reports are: a folder or s3://… (default: data/reports)")
  private String reports = "";

  @Option(
      names = "--endpoint",
      paramLabel = "NAME",
      description = "of which endpoint (default: TREELINE_ENDPOINT, or treeline)")
  private String endpoint = "";

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = "of which schedule (default: TREELINE_SCHEDULE, or drift)")
  private String schedule = "";

  @Option(
      names = "--feature",
      required = true,
      paramLabel = "F",
      description = "the feature, or an output: score, class")
  private String feature = "";

  @Option(
      names = "--until",
      required = true,
      paramLabel = "DATE",
      description = "last day in UTC, as 2026-03-01")
  private String until = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why")
  private String reason = "";

  AcceptCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    LocalDate day = day();
    if (reason.isBlank()) {
      throw CommandException.misuse("--reason: found none, expected why the change is accepted");
    }
    Settings settings = Settings.from(environment(), world.home(), Job.LOCAL);
    Store store = Store.at(settings.monitor().reports(), world.s3());
    String of = settings.endpoint() + "/" + settings.monitor().schedule();
    checkFeature(store, of + "/latest/" + ReportFile.NAME);
    String key = AuditFile.key(settings.endpoint(), settings.monitor().schedule());
    String trail = text(store, key).orElse("");
    readable(trail, key);
    String who = world.environment().getOrDefault("USER", "");
    var now = world.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    AuditLine line = new Accepted(feature, day, now, who, reason).line();
    store.put(
        key,
        AuditFile.append(trail, line).getBytes(StandardCharsets.UTF_8),
        "application/jsonlines");
    world.out().println("Accepted for " + of + ": " + feature + " until " + day + " (" + key + ")");
    return Treeline.DONE;
  }

  private LocalDate day() {
    try {
      return LocalDate.parse(until);
    } catch (DateTimeParseException _) {
      throw CommandException.misuse(
          "--until: found \"" + until + "\", expected a day such as 2026-03-01");
    }
  }

  /// A slip in the name would silence nothing, and nobody would know. Before the first report there
  /// is nothing to check it with.
  private void checkFeature(Store store, String key) throws IOException {
    Optional<String> report = text(store, key);
    if (report.isEmpty()) {
      world.err().println("treeline: no " + key + " yet, so the feature's name is not checked");
      return;
    }
    List<String> known;
    try {
      known = ReportFile.columns(report.get());
    } catch (ReportFormatException e) {
      throw new CommandException(key + ": " + e.getMessage(), e);
    }
    if (!known.contains(feature)) {
      throw new CommandException(
          "--feature: found \"" + feature + "\", expected one of " + String.join(", ", known));
    }
  }

  /// A trail that cannot be read would stop the monitor; it is not made longer.
  private static void readable(String trail, String key) {
    try {
      AuditFile.read(trail);
    } catch (ReportFormatException e) {
      throw new CommandException(key + ": " + e.getMessage(), e);
    }
  }

  private static Optional<String> text(Store store, String key) throws IOException {
    try (InputStream in = store.open(key)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(world.environment());
    put(environment, "TREELINE_REPORTS", reports.isEmpty() ? "" : world.location(reports));
    put(environment, "TREELINE_ENDPOINT", endpoint);
    put(environment, "TREELINE_SCHEDULE", schedule);
    return environment;
  }

  private static void put(Map<String, String> environment, String name, String typed) {
    if (!typed.isEmpty()) {
      environment.put(name, typed);
    }
  }
}
