package dev.treeline.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.report.NextVerdict;
import dev.treeline.report.Report;
import dev.treeline.report.Run;
import dev.treeline.report.Skipped;
import dev.treeline.report.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a run of the function answers: JSON that says what became of each window. The fields of the
/// last window stand at the top, those before it under `earlier`.
final class RunSummary {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ObjectNode> windows = new ArrayList<>();

  /// Adds a window.
  void add(MonitorOutcome outcome) {
    windows.add(
        switch (outcome) {
          case MonitorOutcome.Completed(var report, var files) ->
              judged("completed", report, files);
          case MonitorOutcome.Growing growing -> growing(growing);
          case MonitorOutcome.NoData(var run) -> noData(run);
          case MonitorOutcome.NothingCounted(var run) -> of("nothingCounted", run);
          case MonitorOutcome.Stopped stopped ->
              JSON.createObjectNode().put("state", "stopped").put("message", stopped.problem());
          case MonitorOutcome.BadBaseline(var problem) ->
              JSON.createObjectNode().put("state", "badBaseline").put("problem", problem);
        });
  }

  /// Everything as one object.
  ObjectNode end(ScheduleOutcome outcome) {
    return switch (outcome) {
      case ScheduleOutcome.Looked(_, var remaining) -> looked(remaining);
      case ScheduleOutcome.NothingDue(var next) -> due("nothingDue", "next", next);
      case ScheduleOutcome.Busy(var owner, var until) ->
          due("busy", "until", until).put("owner", owner);
    };
  }

  private ObjectNode looked(long remaining) {
    ObjectNode summary =
        windows.isEmpty() ? JSON.createObjectNode().put("state", "stopped") : windows.getLast();
    if (windows.size() > 1) {
      summary.putArray("earlier").addAll(windows.subList(0, windows.size() - 1));
    }
    return summary.put("remaining", remaining);
  }

  private static ObjectNode due(String state, String field, Instant time) {
    return JSON.createObjectNode().put("state", state).put(field, time.toString());
  }

  private static ObjectNode judged(String state, Report report, List<String> files) {
    ObjectNode summary = of(state, report.run());
    summary.put("verdict", report.findings().state().label());
    summary.put("violations", report.violations());
    summary.put("rows", report.findings().rows());
    var names = summary.putArray("files");
    files.forEach(names::add);
    return summary;
  }

  private static ObjectNode growing(MonitorOutcome.Growing outcome) {
    Report report = outcome.report();
    ObjectNode summary = judged("growing", report, outcome.files());
    summary.put("values", NextVerdict.values(report.findings()));
    NextVerdict.after(report.findings(), report.run().window())
        .ifPresent(after -> summary.put("nextVerdictSeconds", after.toSeconds()));
    return summary.put("message", outcome.problem());
  }

  private static ObjectNode noData(Run run) {
    ObjectNode summary = of("noData", run);
    var others = summary.putArray("otherEndpoints");
    run.others().forEach(others::add);
    return summary;
  }

  private static ObjectNode of(String state, Run run) {
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
}
