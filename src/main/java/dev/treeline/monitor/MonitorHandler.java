package dev.treeline.monitor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.report.Metric;
import dev.treeline.report.Metrics;
import dev.treeline.report.Report;
import dev.treeline.report.Run;
import dev.treeline.report.Skipped;
import dev.treeline.report.Window;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/// The monitor as a Lambda function: one event in, see [RunEvent]; a summary out, the files in the
/// store of reports, and the metrics as one line on standard output.
///
/// A run that cannot be finished (bad baseline, unreadable event, S3 out of reach) publishes
/// `MonitorFailures` and throws, so that Lambda tries again and the event ends in the dead-letter
/// queue. A window without data is no failure: `RowsAnalyzed` is 0. A window of which no line can
/// be read publishes `MonitorFailures` too, and does not throw, as trying again would not help.
public final class MonitorHandler implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;
  private final Monitor monitor;
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
    this.clock = clock;
    this.metrics = metrics;
  }

  /// Takes what the other constructor wires.
  MonitorHandler(Settings settings, Monitor monitor, InstantSource clock, PrintStream metrics) {
    this.settings = settings;
    this.monitor = monitor;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    handle(in, out);
  }

  /// Runs one event; Lambda's context is not needed.
  void handle(InputStream in, OutputStream out) throws IOException {
    try {
      out.write(JSON.writeValueAsBytes(run(in)));
    } catch (IOException | RuntimeException e) {
      publish(Metrics.failure());
      throw e;
    }
  }

  private ObjectNode run(InputStream in) throws IOException {
    byte[] text = in.readAllBytes();
    JsonNode event = text.length == 0 ? JSON.createObjectNode() : JSON.readTree(text);
    MonitorRequest request = MonitorRequest.of(settings, RunEvent.window(event, clock.instant()));
    return switch (monitor.run(request)) {
      case MonitorOutcome.Completed(var report, var files) -> completed(report, files);
      case MonitorOutcome.NoData noData -> without(noData);
      case MonitorOutcome.NothingCounted(var run) -> without("nothingCounted", run);
      case MonitorOutcome.BadBaseline(var problem) -> throw new IllegalStateException(problem);
    };
  }

  private ObjectNode completed(Report report, List<String> files) {
    publish(Metrics.of(report, clock.instant()));
    ObjectNode summary = summary("completed", report.run());
    summary.put("verdict", report.findings().state().label());
    summary.put("violations", report.violations());
    summary.put("rows", report.findings().rows());
    var names = summary.putArray("files");
    files.forEach(names::add);
    return summary;
  }

  private ObjectNode without(MonitorOutcome.NoData outcome) {
    ObjectNode summary = without("noData", outcome.run());
    var others = summary.putArray("otherEndpoints");
    outcome.run().others().forEach(others::add);
    return summary;
  }

  private ObjectNode without(String state, Run run) {
    publish(Metrics.withoutRows(run, clock.instant()));
    return summary(state, run);
  }

  private ObjectNode summary(String state, Run run) {
    ObjectNode summary = JSON.createObjectNode();
    summary.put("state", state);
    summary.put("endpoint", run.endpoint());
    summary.put("schedule", run.schedule());
    Window window = run.window();
    summary.put("from", window.hasFrom() ? window.from().toString() : null);
    summary.put("to", window.hasTo() ? window.to().toString() : null);
    var skipped = summary.putArray("skipped");
    for (Skipped reason : run.skipped()) {
      skipped
          .addObject()
          .put("reason", reason.reason())
          .put("count", reason.count())
          .put("first", reason.places().isEmpty() ? null : reason.places().getFirst());
    }
    return summary;
  }

  private void publish(List<Metric> values) {
    metrics.println(MetricsLine.of(settings, clock.instant(), values));
    metrics.flush();
  }
}
