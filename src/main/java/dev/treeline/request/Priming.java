package dev.treeline.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Sends made-up requests through a handler that captures and logs nothing, so that the first real
/// one finds everything loaded and compiled.
final class Priming {
  // C1 compiles a method after 200 calls.
  private static final int ROUNDS = 300;
  private static final JsonFactory JSON = new JsonFactory();

  private final ScoreHandler handler;
  private final Models models;

  /// @param handler the real path without capture and log
  Priming(ScoreHandler handler, Models models) {
    this.handler = handler;
    this.models = models;
  }

  void run() {
    for (Served served : models.all()) {
      byte[] json = event(served, "application/json", "[" + row(served, "0") + "]");
      byte[] csv = event(served, "text/csv", row(served, ""));
      for (int i = 0; i < ROUNDS; i++) {
        send(json);
        send(csv);
      }
    }
  }

  private static String row(Served served, String cell) {
    StringBuilder row = new StringBuilder();
    for (int f = 0; f < served.model().features(); f++) {
      row.append(f == 0 ? "" : ",").append(cell);
    }
    return row.toString();
  }

  private static byte[] event(Served served, String type, String body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("version", "2.0");
      json.writeStringField("rawPath", Route.INVOCATIONS.template());
      json.writeObjectFieldStart("requestContext");
      json.writeObjectFieldStart("http");
      json.writeStringField("method", Route.INVOCATIONS.method());
      json.writeEndObject();
      json.writeEndObject();
      json.writeObjectFieldStart("headers");
      json.writeStringField("accept", "*/*");
      json.writeStringField("content-type", type);
      json.writeStringField("x-amzn-sagemaker-target-model", served.name());
      json.writeEndObject();
      json.writeStringField("body", body);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return bytes.toByteArray();
  }

  private void send(byte[] event) {
    try {
      handler.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
  }
}
