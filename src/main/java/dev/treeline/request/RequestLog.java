package dev.treeline.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.forest.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/// One line of JSON a request: who asked, what came of it, how long it took. Nothing of the body;
/// an incident alone brings the stack trace of its cause.
final class RequestLog {
  private static final JsonFactory JSON = new JsonFactory();

  private RequestLog() {}

  /// @param requestId what Lambda calls the invocation; empty outside Lambda
  /// @param micros from the event's first byte to the reply, in millionths of a second
  static String line(String requestId, Model model, Outcome outcome, int status, long micros) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("requestId", requestId);
      json.writeStringField("model", model.name());
      json.writeStringField("modelVersion", model.version());
      if (!model.exact()) {
        json.writeStringField("engine", model.engine());
      }
      json.writeStringField("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      json.writeNumberField("status", status);
      switch (outcome) {
        case Outcome.Scored scored -> {
          json.writeNumberField("rows", scored.rows());
          json.writeStringField("eventId", scored.eventId());
        }
        case Outcome.Rejected rejected ->
            json.writeStringField("reason", rejected.reason().name().toLowerCase(Locale.ROOT));
        case Outcome.Failed failed -> writeIncident(json, failed.incident(), failed.cause());
        case Outcome.Nothing _, Outcome.Healthy _, Outcome.Parameters _, Outcome.WrongMethod _ -> {}
      }
      json.writeNumberField("micros", micros);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
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
