package dev.treeline.capture;

import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.json.JsonWriter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Writes capture lines byte by byte as SageMaker does.
final class LineWriter {
  private LineWriter() {}

  static byte[] write(CaptureLine line) {
    JsonWriter json = JsonWriter.escaping();
    write(json, line);
    json.newLine();
    return json.bytes();
  }

  private static void write(JsonWriter json, CaptureLine line) {
    json.startObject();
    json.name("captureData");
    json.startObject();
    writeSide(json, "endpointInput", "INPUT", line.input());
    writeSide(json, "endpointOutput", "OUTPUT", line.output());
    json.endObject();
    writeMetadata(json, line);
    json.field("eventVersion", "0");
    json.endObject();
  }

  private static void writeSide(JsonWriter json, String name, String mode, @Nullable Side side) {
    if (side == null) {
      return;
    }
    json.name(name);
    json.startObject();
    if (!side.contentType().isEmpty()) {
      json.field("observedContentType", side.contentType());
    }
    json.field("mode", mode);
    json.field("data", side.data());
    json.field("encoding", side.encoding().name());
    switch (side.extent()) {
      case WHOLE -> {}
      case TRUNCATED -> json.field("truncated", true);
      case REDACTED -> json.field("redacted", true);
    }
    json.endObject();
  }

  private static void writeMetadata(JsonWriter json, CaptureLine line) {
    json.name("eventMetadata");
    json.startObject();
    json.field("eventId", line.eventId());
    if (!line.customAttributes().isEmpty()) {
      json.name("customAttributes");
      json.startArray();
      for (String attribute : line.customAttributes()) {
        json.value(attribute);
      }
      json.endArray();
    }
    if (line.inferenceId() != null) {
      json.field("inferenceId", line.inferenceId());
    }
    json.field("inferenceTime", line.inferenceTime().truncatedTo(ChronoUnit.SECONDS).toString());
    writeKnown(json, "modelVersion", line.answered().modelVersion());
    writeKnown(json, "modelName", line.answered().modelName());
    writeKnown(json, "baselineDigest", line.answered().baselineDigest());
    json.endObject();
  }

  private static void writeKnown(JsonWriter json, String key, String value) {
    if (!value.isEmpty()) {
      json.field(key, value);
    }
  }
}
