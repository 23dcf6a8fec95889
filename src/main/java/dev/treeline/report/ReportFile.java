package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Severity;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
          var findings = new FindingsJson(json, report.alarm(), report.findings());
          findings.features();
          findings.predictions();
          findings.quality(report.findings().quality());
          findings.limits(report.limits());
          findings.dataLoss(report.dataLoss());
          SageMakerJson.write(json, report.sagemaker());
          decisions(json, report);
          skipped(json, report.run().skipped());
          Json.texts(json, "notes", Origins.notes(report));
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
    textOrNull(json, "modelVersion", report.profile().modelVersion());
    textOrNull(json, "digest", report.origins().digest());
    json.writeEndObject();
  }

  private static void textOrNull(JsonGenerator json, String name, String text) throws IOException {
    json.writeStringField(name, text.isEmpty() ? null : text);
  }

  private static void window(JsonGenerator json, String name, Window window) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("from", window.hasFrom() ? window.from().toString() : null);
    json.writeStringField("to", window.hasTo() ? window.to().toString() : null);
    json.writeEndObject();
  }

  /// What people decided: columns that are not judged, and changes that they know of.
  private static void decisions(JsonGenerator json, Report report) throws IOException {
    Json.texts(
        json,
        "ignored",
        Stream.concat(report.profile().features().stream(), report.profile().predictions().stream())
            .map(FeatureProfile::name)
            .filter(name -> report.alarm().severity(name) == Severity.IGNORE)
            .toList());
    json.writeArrayFieldStart("accepted");
    for (Accepted accepted : report.alarm().accepted()) {
      json.writeStartObject();
      json.writeStringField("feature", accepted.feature());
      json.writeStringField("until", accepted.until().toString());
      json.writeStringField("time", accepted.time().toString());
      json.writeStringField("who", accepted.who());
      json.writeStringField("reason", accepted.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
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

  /// The names of a report's features and outputs, in its order.
  ///
  /// @param text a `report.json`
  /// @throws ReportFormatException if it is no such file
  public static List<String> columns(String text) {
    JsonAt root = JsonAt.root(NAME, text);
    return Stream.of("features", "prediction")
        .flatMap(family -> root.at(family).elements().stream())
        .map(finding -> finding.at("name").text())
        .toList();
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
