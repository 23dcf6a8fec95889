package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.drift.Finding;
import dev.treeline.drift.Measures;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.SageMakerCheck;
import dev.treeline.drift.Violation;
import dev.treeline.sketch.ValueCounts;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `report.json`: every number of a run, for programs. `docs/report.schema.json` describes it.
///
/// A number that is none (nothing was tested, nothing was there) is null. Times are ISO 8601 in
/// UTC; an open end of the window is null.
public final class ReportFile {
  /// The file's name.
  public static final String NAME = "report.json";

  /// The version of the format. Keys may be added within a version.
  public static final int VERSION = 1;

  private ReportFile() {}

  static String write(Report report) {
    return Json.object(
        json -> {
          json.writeNumberField("version", VERSION);
          run(json, report);
          json.writeStringField("verdict", report.findings().state().label());
          json.writeStringField("rule", report.rule().label());
          json.writeNumberField("violations", report.violations());
          findings(json, "features", report.findings().features());
          findings(json, "prediction", report.findings().predictions());
          quality(json, report.findings().quality());
          sagemaker(json, report.sagemaker());
          skipped(json, report.run().skipped());
        });
  }

  private static void run(JsonGenerator json, Report report) throws IOException {
    Run run = report.run();
    json.writeStringField("endpoint", run.endpoint());
    json.writeStringField("schedule", run.schedule());
    window(json, "window", run.window());
    window(json, "seen", run.seen());
    Json.texts(json, "modelVersions", run.modelVersions());
    json.writeNumberField("files", run.files());
    json.writeNumberField("lines", run.lines());
    json.writeNumberField("rows", report.findings().rows());
    json.writeNumberField("outsideWindow", run.outside());
    json.writeNumberField("duplicates", run.duplicates());
    json.writeObjectFieldStart("baseline");
    json.writeNumberField("rows", report.profile().rows());
    json.writeStringField("blockKind", report.profile().blockKind());
    json.writeEndObject();
  }

  private static void window(JsonGenerator json, String name, Window window) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("from", window.hasFrom() ? window.from().toString() : null);
    json.writeStringField("to", window.hasTo() ? window.to().toString() : null);
    json.writeEndObject();
  }

  private static void findings(JsonGenerator json, String name, List<Finding> findings)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringField("name", finding.name());
      json.writeStringField("type", finding.type().label());
      json.writeStringField("verdict", finding.state().label());
      json.writeStringField("reason", finding.reason());
      json.writeStringField("test", finding.test().label());
      json.writeStringField("formula", finding.test().formula());
      Json.numberOrNull(json, "effect", finding.effect());
      Json.numberOrNull(json, "cap", finding.cap());
      Json.numberOrNull(json, "threshold", finding.threshold());
      json.writeStringField("thresholdBlock", finding.thresholdBlock());
      Json.numberOrNull(json, "statistic", finding.statistic());
      Json.numberOrNull(json, "p", finding.p());
      Json.numberOrNull(json, "q", finding.q());
      json.writeNumberField("n", finding.n());
      Json.numberOrNull(json, "nEffective", finding.nEffective());
      json.writeNumberField("baselineN", finding.baselineN());
      json.writeNumberField("cells", finding.cells());
      measures(json, finding.measures());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void measures(JsonGenerator json, Measures measures) throws IOException {
    json.writeObjectFieldStart("measures");
    for (Map.Entry<String, Double> measure : measures.byName().entrySet()) {
      Json.numberOrNull(json, measure.getKey(), measure.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("bars");
    for (Measures.Bar bar : measures.bars()) {
      json.writeStartObject();
      json.writeStringField("label", bar.label());
      Json.numberOrNull(json, "baseline", bar.baseline());
      Json.numberOrNull(json, "window", bar.window());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void quality(JsonGenerator json, List<QualityFinding> checks) throws IOException {
    json.writeArrayFieldStart("dataQuality");
    for (QualityFinding check : checks) {
      json.writeStartObject();
      json.writeStringField("name", check.name());
      json.writeStringField("check", check.check().label());
      json.writeBooleanField("violated", check.violated());
      json.writeStringField("reason", check.reason());
      json.writeNumberField("count", check.count());
      json.writeNumberField("n", check.n());
      Json.numberOrNull(json, "share", check.share());
      Json.numberOrNull(json, "baselineShare", check.baselineShare());
      Json.numberOrNull(json, "lowerBound", check.lowerBound());
      Json.numberOrNull(json, "limit", check.limit());
      json.writeStringField("limitBlock", check.limitBlock());
      Json.numberOrNull(json, "p", check.p());
      Json.numberOrNull(json, "q", check.q());
      json.writeArrayFieldStart("examples");
      for (ValueCounts.Entry<String> example : check.examples()) {
        json.writeStartObject();
        json.writeStringField("value", example.value());
        json.writeNumberField("count", example.count());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void sagemaker(JsonGenerator json, SageMakerCheck check) throws IOException {
    json.writeObjectFieldStart("sagemaker");
    json.writeArrayFieldStart("violations");
    for (Violation violation : check.violations()) {
      json.writeStartObject();
      json.writeStringField("name", violation.featureName());
      json.writeStringField("check", violation.check().label());
      json.writeStringField("description", violation.description());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("distances");
    for (SageMakerCheck.Distance distance : check.distances()) {
      json.writeStartObject();
      json.writeStringField("name", distance.name());
      Json.numberOrNull(json, "distance", distance.distance());
      Json.numberOrNull(json, "threshold", distance.threshold());
      json.writeBooleanField("violated", distance.violated());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void skipped(JsonGenerator json, List<Skipped> skipped) throws IOException {
    json.writeArrayFieldStart("skipped");
    for (Skipped reason : skipped) {
      json.writeStartObject();
      json.writeStringField("reason", reason.reason());
      json.writeNumberField("count", reason.count());
      Json.texts(json, "places", reason.places());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// The last instant that a report looked at: its window's end, or the last inference time when
  /// the window had none.
  ///
  /// @param text a `report.json`
  /// @return empty for a file of another version
  /// @throws ReportFormatException if it is no such file
  public static Optional<Instant> end(String text) {
    JsonAt root = JsonAt.root(NAME, text);
    if (root.at("version").count() != VERSION) {
      return Optional.empty();
    }
    return root.at("window")
        .find("to")
        .or(() -> root.at("seen").find("to"))
        .map(
            to -> {
              try {
                return Instant.parse(to.text());
              } catch (DateTimeException e) {
                throw to.refused("a time such as 2026-01-31T13:00:00Z");
              }
            });
  }
}
