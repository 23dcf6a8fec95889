package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.drift.DataLoss;
import dev.treeline.drift.Finding;
import dev.treeline.drift.Findings;
import dev.treeline.drift.LimitFinding;
import dev.treeline.drift.Measure;
import dev.treeline.drift.Measures;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.State;
import dev.treeline.sketch.ValueCounts;
import java.io.IOException;
import java.util.List;

/// The verdicts of a `report.json`, each number beside its formula, n, cells and p.
///
/// @param alarm what people decided about columns
/// @param all the verdict on the window
record FindingsJson(JsonGenerator json, Alarm alarm, Findings all) {
  void features() throws IOException {
    json.writeArrayFieldStart("features");
    for (Finding finding : all.features()) {
      json.writeStartObject();
      write(finding);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// The outputs, each with who gave it: of several model versions one after the other.
  void predictions() throws IOException {
    json.writeArrayFieldStart("prediction");
    for (Finding finding : all.predictions()) {
      json.writeStartObject();
      write(finding);
      String version = finding.modelVersion();
      json.writeStringField("modelVersion", version.isEmpty() ? null : version);
      json.writeNumberField("rows", all.rowsOf(finding));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(Finding finding) throws IOException {
    json.writeStringField("name", finding.name());
    json.writeStringField("type", finding.type().label());
    json.writeStringField("verdict", finding.state().label());
    decided(finding.name());
    json.writeStringField("reason", finding.reason());
    json.writeStringField("test", finding.test().label());
    json.writeStringField("formula", finding.test().formula());
    Json.numberOrNull(json, "effect", finding.effect());
    Json.numberOrNull(json, "cap", finding.cap());
    Json.numberOrNull(json, "threshold", finding.threshold());
    json.writeStringField("thresholdBy", thresholdBy(finding));
    json.writeStringField("thresholdBlock", finding.thresholdBlock());
    Json.numberOrNull(json, "statistic", finding.statistic());
    Json.numberOrNull(json, "p", finding.p());
    Json.numberOrNull(json, "q", finding.q());
    json.writeNumberField("n", finding.n());
    Json.numberOrNull(json, "nEffective", finding.nEffective());
    json.writeNumberField("baselineN", finding.baselineN());
    json.writeNumberField("cells", finding.cells());
    measures(finding.measures());
  }

  private void decided(String column) throws IOException {
    json.writeStringField("severity", alarm.severity(column).label());
    json.writeBooleanField("accepted", alarm.accepted(column).isPresent());
  }

  private String thresholdBy(Finding finding) {
    if (alarm.rules().of(finding.name()).effect().isPresent()) {
      return "rules";
    }
    return finding.thresholdBlock().isEmpty() ? "floor" : "block";
  }

  private void measures(Measures measures) throws IOException {
    json.writeObjectFieldStart("measures");
    for (Measure measure : measures.all()) {
      json.writeObjectFieldStart(measure.kind().label());
      Json.numberOrNull(json, "value", measure.value());
      json.writeStringField("formula", measure.kind().formula());
      json.writeNumberField("n", measure.n());
      json.writeNumberField("baselineN", measure.baselineN());
      json.writeNumberField("cells", measure.cells());
      Json.numberOrNull(json, "p", measure.p());
      json.writeEndObject();
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

  void quality(List<QualityFinding> checks) throws IOException {
    json.writeArrayFieldStart("dataQuality");
    for (QualityFinding check : checks) {
      json.writeStartObject();
      json.writeStringField("name", check.name());
      json.writeStringField("check", check.check().label());
      json.writeBooleanField("violated", check.violated());
      decided(check.name());
      json.writeStringField("reason", check.reason());
      json.writeStringField("formula", check.check().formula());
      json.writeNumberField("count", check.count());
      json.writeNumberField("n", check.n());
      Json.numberOrNull(json, "share", check.share());
      Json.numberOrNull(json, "baselineShare", check.baselineShare());
      Json.numberOrNull(json, "lowerBound", check.lowerBound());
      Json.numberOrNull(json, "limit", check.limit());
      json.writeStringField("limitBlock", check.limitBlock());
      Json.numberOrNull(json, "p", check.p());
      Json.numberOrNull(json, "q", check.q());
      examples(check.examples());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void examples(List<ValueCounts.Entry<String>> examples) throws IOException {
    json.writeArrayFieldStart("examples");
    for (ValueCounts.Entry<String> example : examples) {
      json.writeStartObject();
      json.writeStringField("value", example.value());
      json.writeNumberField("count", example.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void limits(List<LimitFinding> limits) throws IOException {
    json.writeArrayFieldStart("limits");
    for (LimitFinding limit : limits) {
      json.writeStartObject();
      json.writeStringField("name", limit.name());
      json.writeStringField("quantity", limit.quantity().label());
      json.writeBooleanField("violated", limit.violated());
      decided(limit.name());
      json.writeStringField("reason", limit.reason());
      Json.numberOrNull(json, "low", limit.low());
      Json.numberOrNull(json, "high", limit.high());
      Json.numberOrNull(json, "min", limit.range().min());
      Json.numberOrNull(json, "max", limit.range().max());
      json.writeNumberField("n", limit.n());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void dataLoss(DataLoss loss) throws IOException {
    json.writeObjectFieldStart("dataLoss");
    json.writeBooleanField("judged", loss.state() != State.INSUFFICIENT);
    json.writeBooleanField("violated", loss.violated());
    json.writeStringField("reason", loss.reason());
    json.writeStringField("formula", DataLoss.FORMULA);
    json.writeNumberField("captured", loss.captured());
    if (loss.invocations().isPresent()) {
      json.writeNumberField("invocations", loss.invocations().getAsLong());
    } else {
      json.writeNullField("invocations");
    }
    Json.numberOrNull(json, "percent", loss.percent());
    Json.numberOrNull(json, "share", loss.share());
    json.writeEndObject();
  }
}
