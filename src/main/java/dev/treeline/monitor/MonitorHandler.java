package dev.treeline.monitor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.report.Metric;
import dev.treeline.report.Metrics;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/// The monitor as a Lambda function: one event in, see [RunEvent]; a summary out, see [RunSummary];
/// the files in the store of reports, and the metrics as one line a window on standard output.
///
/// A run that cannot be finished (bad baseline, unreadable event, S3 out of reach) publishes
/// `MonitorFailures` and throws, so that Lambda tries again and the event ends in the dead-letter
/// queue. A window without data is no failure: `RowsAnalyzed` is 0. A window of which no line can
/// be read publishes `MonitorFailures` too, and does not throw, as trying again would not help. Of
/// two runs at once the second answers `busy` and does nothing. A run that comes near its deadline
/// keeps what it counted and throws, and Lambda's repetition goes on from there: that is a failure
/// only where it came no further.
///
/// Violations and failures are told to a topic, where the settings name one: see [Notices].
public final class MonitorHandler implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What is left of the time when a run stops.
  private static final Duration RESERVE = Duration.ofSeconds(30);

  /// Stands in our errors between the place and what was found there.
  private static final String FOUND = ": found";

  private final Settings settings;
  private final Monitor monitor;
  private final Optional<Notices> notices;
  private final Optional<CloudWatch> cloudWatch;
  private final InstantSource clock;
  private final PrintStream metrics;

  /// Wires the function from its environment, once an execution environment.
  public MonitorHandler() {
    this(System.getenv(), System.out, InstantSource.system());
  }

  private MonitorHandler(Map<String, String> env, PrintStream metrics, InstantSource clock) {
    Path root = Path.of(env.getOrDefault("LAMBDA_TASK_ROOT", ""));
    // A lambda, not a method reference: the SDK is not loaded where folders do.
    S3Access s3 = new S3Access(() -> S3Client.builder(), env);
    this.settings = Settings.from(env, root, Job.MONITOR);
    this.monitor = Monitor.of(settings, s3);
    String topic = settings.monitor().notifying().topic();
    this.notices =
        topic.isEmpty()
            ? Optional.empty()
            : Optional.of(notices(new SnsNotifier(topic, () -> SnsClient.builder())));
    this.cloudWatch =
        settings.monitor().asksCloudWatch() ? Optional.of(new CloudWatch(env)) : Optional.empty();
    this.clock = clock;
    this.metrics = metrics;
  }

  /// Takes what the other constructor wires, and tells nobody.
  MonitorHandler(Settings settings, Monitor monitor, InstantSource clock, PrintStream metrics) {
    this(settings, monitor, clock, metrics, Optional.empty());
  }

  /// Takes what the other constructor wires.
  MonitorHandler(
      Settings settings,
      Monitor monitor,
      InstantSource clock,
      PrintStream metrics,
      Optional<Notifier> notifier) {
    this.settings = settings;
    this.monitor = monitor;
    this.clock = clock;
    this.metrics = metrics;
    this.notices = notifier.map(this::notices);
    this.cloudWatch = Optional.empty();
  }

  private Notices notices(Notifier notifier) {
    return new Notices(settings, monitor.reports(), notifier);
  }

  /// Ends an invocation that has more to do: Lambda repeats it.
  private static final class Unfinished extends RuntimeException {
    private final boolean hasMoved;

    Unfinished(String problem, boolean hasMoved) {
      super(problem);
      this.hasMoved = hasMoved;
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try {
      out.write(JSON.writeValueAsBytes(run(in, context)));
    } catch (Unfinished e) {
      if (!e.hasMoved) {
        publish(Metrics.failure());
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      publish(Metrics.failure());
      tell(to -> to.failed(words(e)));
      throw e;
    }
  }

  /// A failure in words that are the same each time and hold no value of the data: of our own
  /// errors the place, which stands before what was found.
  private static String words(Exception problem) {
    String message = String.valueOf(problem.getMessage());
    int found = message.indexOf(FOUND);
    return found > 0 ? message.substring(0, found) : problem.getClass().getSimpleName();
  }

  /// Something to tell.
  @FunctionalInterface
  private interface Telling {
    void to(Notices notices) throws IOException;
  }

  /// Tells people, where a topic is set. What goes wrong with it is no failure of the run, which
  /// has done its work.
  private void tell(Telling something) {
    if (notices.isEmpty()) {
      return;
    }
    try {
      something.to(notices.get());
    } catch (IOException | RuntimeException e) {
      ObjectNode line = JSON.createObjectNode().put("event", "notificationFailed");
      metrics.println(line.put("problem", String.valueOf(e.getMessage())));
      publish(Metrics.notificationFailed());
    }
  }

  private ObjectNode run(InputStream in, Context context) throws IOException {
    byte[] text = in.readAllBytes();
    JsonNode event = text.length == 0 ? JSON.createObjectNode() : JSON.readTree(text);
    Instant now = clock.instant();
    Schedule schedule = new Schedule(monitor, settings, offered());
    RunSummary summary = new RunSummary();
    Schedule.Each each = outcome -> take(outcome, summary);
    Duration grace = settings.monitor().grace();
    return summary.end(
        switch (RunEvent.of(event, now, grace)) {
          case RunEvent.Named(var window, var invocations) ->
              schedule.once(window, invocations, turn(context, now, now), each);
          case RunEvent.Due(var period, var at) ->
              catchUp(schedule, new Cadence(period, grace), turn(context, now, at), each);
        });
  }

  /// Who counts the requests of this run; why it cannot be known becomes a line of the log.
  private Offered offered() {
    return cloudWatch.isEmpty()
        ? Offered.UNKNOWN
        : new CloudWatchOffered(
            cloudWatch.get(),
            settings,
            problem ->
                metrics.println(
                    JSON.createObjectNode()
                        .put("event", "invocationsUnknown")
                        .put("problem", problem)));
  }

  private static ScheduleOutcome catchUp(
      Schedule schedule, Cadence cadence, Turn turn, Schedule.Each each) throws IOException {
    ScheduleOutcome outcome = schedule.catchUp(cadence, turn, each);
    if (outcome instanceof ScheduleOutcome.Looked(int windows, long remaining)
        && remaining > 0
        && turn.isEnding().getAsBoolean()) {
      throw new Unfinished(
          "stopped before the deadline: %d windows looked at, %d left"
              .formatted(windows, remaining),
          windows > 0);
    }
    return outcome;
  }

  /// The invocation's own turn. An invocation that Lambda repeats, since the one before ended in an
  /// error or not at all, has the same request id.
  ///
  /// @param due by when windows are due
  private static Turn turn(Context context, Instant now, Instant due) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    // Of a function that has less than a minute and a half, a third.
    Duration third = left.dividedBy(3);
    Duration reserve = third.compareTo(RESERVE) < 0 ? third : RESERVE;
    return new Turn(
        context.getAwsRequestId(),
        now,
        due,
        now.plus(left),
        () -> context.getRemainingTimeInMillis() < reserve.toMillis());
  }

  private void take(MonitorOutcome outcome, RunSummary summary) {
    Instant now = clock.instant();
    switch (outcome) {
      case MonitorOutcome.Completed(var report, _) -> {
        publish(Metrics.of(report, now));
        metrics.print(MetricsLine.more(settings, now, report));
        TopFeatures.lines(report).forEach(metrics::println);
        metrics.flush();
      }
      case MonitorOutcome.Growing(var report, _) -> publish(Metrics.growing(report, now));
      case MonitorOutcome.NoData(var run) -> publish(Metrics.withoutRows(run, now));
      case MonitorOutcome.NothingCounted(var run) -> publish(Metrics.withoutRows(run, now));
      case MonitorOutcome.Stopped stopped ->
          throw new Unfinished(stopped.problem(), stopped.hasMoved());
      case MonitorOutcome.BadBaseline(var problem) ->
          throw new IllegalStateException(
              "baseline " + settings.monitor().baseline() + ": " + problem);
    }
    tell(to -> to.of(outcome));
    summary.add(outcome);
  }

  private void publish(List<Metric> values) {
    metrics.println(MetricsLine.of(settings, clock.instant(), values));
    metrics.flush();
  }
}
