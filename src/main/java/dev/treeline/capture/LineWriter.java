package dev.treeline.capture;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.capture.CaptureLine.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Writes capture lines byte by byte as SageMaker does.
final class LineWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private LineWriter() {}

  static byte[] write(CaptureLine line) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      write(json, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, CaptureLine line) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("captureData");
    writeSide(json, "endpointInput", "INPUT", line.input());
    writeSide(json, "endpointOutput", "OUTPUT", line.output());
    json.writeEndObject();
    writeMetadata(json, line);
    json.writeStringField("eventVersion", "0");
    json.writeEndObject();
  }

  private static void writeSide(JsonGenerator json, String name, String mode, @Nullable Side side)
      throws IOException {
    if (side == null) {
      return;
    }
    json.writeObjectFieldStart(name);
    if (!side.contentType().isEmpty()) {
      json.writeStringField("observedContentType", side.contentType());
    }
    json.writeStringField("mode", mode);
    json.writeStringField("data", side.data());
    json.writeStringField("encoding", side.encoding().name());
    switch (side.extent()) {
      case WHOLE -> {}
      case TRUNCATED -> json.writeBooleanField("truncated", true);
      case REDACTED -> json.writeBooleanField("redacted", true);
    }
    json.writeEndObject();
  }

  private static void writeMetadata(JsonGenerator json, CaptureLine line) throws IOException {
    json.writeObjectFieldStart("eventMetadata");
    json.writeStringField("eventId", line.eventId());
    if (!line.customAttributes().isEmpty()) {
      json.writeArrayFieldStart("customAttributes");
      for (String attribute : line.customAttributes()) {
        json.writeString(attribute);
      }
      json.writeEndArray();
    }
    if (line.inferenceId() != null) {
      json.writeStringField("inferenceId", line.inferenceId());
    }
    json.writeStringField(
        "inferenceTime", line.inferenceTime().truncatedTo(ChronoUnit.SECONDS).toString());
    writeKnown(json, "modelVersion", line.answered().modelVersion());
    writeKnown(json, "modelName", line.answered().modelName());
    writeKnown(json, "baselineDigest", line.answered().baselineDigest());
    json.writeEndObject();
  }

  private static void writeKnown(JsonGenerator json, String key, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(key, value);
    }
  }
}
