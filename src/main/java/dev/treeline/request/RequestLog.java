package dev.treeline.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One line of JSON a request: who asked, which model answered, what came of it, how long it took.
/// Nothing of the body unless the operator wants it; an incident brings the stack trace of its
/// cause.
final class RequestLog {
  private static final JsonFactory JSON = new JsonFactory();

  // A line of CloudWatch holds 1 MB; who wants whole bodies has the capture.
  private static final int MOST_SHOWN = 4096;

  private final Models models;
  private final boolean payloads;

  /// @param models what a line names that is about none of them: the model, where there is one
  /// @param payloads whether lines hold what was asked and answered
  RequestLog(Models models, boolean payloads) {
    this.models = models;
    this.payloads = payloads;
  }

  /// @param requestId what Lambda calls the invocation; empty outside Lambda
  /// @param micros from the event's first byte to the reply, in millionths of a second
  String line(String requestId, Outcome outcome, int status, long micros) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("requestId", requestId);
      if (outcome instanceof Outcome.Scored scored) {
        writeScored(json, scored);
      } else {
        writeOther(json, outcome);
      }
      json.writeNumberField("status", status);
      json.writeNumberField("micros", micros);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private void writeScored(JsonGenerator json, Outcome.Scored scored) throws IOException {
    writeModel(json, scored.served());
    json.writeStringField("outcome", "scored");
    json.writeNumberField("rows", scored.rows());
    json.writeStringField("eventId", scored.eventId());
    if (payloads) {
      json.writeStringField("input", shown(scored.input()));
      json.writeStringField("output", shown(scored.output()));
    }
  }

  private static void writeModel(JsonGenerator json, Served served) throws IOException {
    json.writeStringField("model", served.name());
    json.writeStringField("modelVersion", served.version());
    if (!served.model().exact()) {
      json.writeStringField("engine", served.model().engine());
    }
  }

  /// The start of a body; what is not text becomes U+FFFD.
  private static String shown(Content content) {
    int length = Math.min(content.bytes().length, MOST_SHOWN);
    String text = new String(content.bytes(), 0, length, StandardCharsets.UTF_8);
    return length < content.bytes().length ? text + "…" : text;
  }

  private void writeOther(JsonGenerator json, Outcome outcome) throws IOException {
    if (models.all().size() == 1) {
      writeModel(json, models.all().getFirst());
    }
    switch (outcome) {
      case Outcome.Rejected rejected -> {
        json.writeStringField("outcome", "rejected");
        json.writeStringField("reason", rejected.reason().name().toLowerCase(Locale.ROOT));
      }
      case Outcome.WrongMethod _ -> {
        json.writeStringField("outcome", "rejected");
        json.writeStringField("reason", "wrong_method");
      }
      case Outcome.Failed failed -> {
        json.writeStringField("outcome", "failed");
        writeIncident(json, failed.incident(), failed.cause());
      }
      case Outcome.Told _ -> json.writeStringField("outcome", "told");
      case Outcome.Scored _ -> json.writeStringField("outcome", "scored");
    }
  }

  /// A line about a request that was answered although its capture failed.
  static String captureFailed(String requestId, String incident, Throwable cause) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("requestId", requestId);
      json.writeStringField("outcome", "not captured");
      writeIncident(json, incident, cause);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void writeIncident(JsonGenerator json, String incident, Throwable cause)
      throws IOException {
    StringWriter trace = new StringWriter(1024);
    cause.printStackTrace(new PrintWriter(trace));
    json.writeStringField("incident", incident);
    json.writeStringField("cause", trace.toString());
  }
}
