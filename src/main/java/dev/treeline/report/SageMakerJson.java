package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.drift.SageMakerCheck;
import dev.treeline.drift.SageMakerCheck.All;
import dev.treeline.drift.Violation;
import java.io.IOException;

/// What SageMaker's own rules found, as a part of `report.json`.
final class SageMakerJson {
  private SageMakerJson() {}

  static void write(JsonGenerator json, SageMakerCheck check) throws IOException {
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
    json.writeStringField("formula", All.FORMULA);
    json.writeArrayFieldStart("distances");
    for (SageMakerCheck.Distance distance : check.distances()) {
      distance(json, distance);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void distance(JsonGenerator json, SageMakerCheck.Distance distance)
      throws IOException {
    All all = distance.all();
    json.writeStartObject();
    json.writeStringField("name", distance.name());
    json.writeStringField("method", distance.method());
    Json.numberOrNull(json, "distance", distance.distance());
    Json.numberOrNull(json, "threshold", distance.threshold());
    json.writeBooleanField("violated", distance.violated());
    json.writeNumberField("n", all.n());
    json.writeNumberField("baselineN", all.baselineN());
    json.writeNumberField("cells", all.cells());
    Json.numberOrNull(json, "simple", all.simple());
    Json.numberOrNull(json, "robust", all.robust());
    Json.numberOrNull(json, "chiSquared", all.chiSquared());
    Json.numberOrNull(json, "p", all.p());
    json.writeEndObject();
  }
}
