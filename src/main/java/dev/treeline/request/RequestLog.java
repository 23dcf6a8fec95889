package dev.treeline.request;

import dev.treeline.json.JsonWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One line of JSON a request: who asked, which model answered, what came of it, how long it took.
/// Nothing of the body unless the operator wants it; an incident brings the stack trace of its
/// cause.
final class RequestLog {
  // A line of CloudWatch holds 1 MB; who wants whole bodies has the capture.
  private static final int MOST_SHOWN = 4096;

  private final Models models;
  private final boolean payloads;
  private final ScoreMetrics metrics;

  /// @param models what a line names that is about none of them: the model, where there is one
  /// @param payloads whether lines hold what was asked and answered
  /// @param metrics makes metrics of a scored request's line
  RequestLog(Models models, boolean payloads, ScoreMetrics metrics) {
    this.models = models;
    this.payloads = payloads;
    this.metrics = metrics;
  }

  /// How a request ended.
  ///
  /// @param status of the reply
  /// @param micros from the event's first byte to the reply, in millionths of a second
  /// @param offered whether it was to be captured
  record Done(int status, long micros, boolean offered) {}

  /// @param requestId what Lambda calls the invocation; empty outside Lambda
  /// @param done how it ended
  String line(String requestId, Outcome outcome, Done done) {
    JsonWriter json = JsonWriter.plain();
    json.startObject();
    json.field("requestId", requestId);
    if (outcome instanceof Outcome.Scored scored) {
      writeScored(json, scored, done.offered());
    } else {
      writeOther(json, outcome);
    }
    json.field("status", done.status());
    json.field("micros", done.micros());
    json.endObject();
    return new String(json.bytes(), StandardCharsets.UTF_8);
  }

  private void writeScored(JsonWriter json, Outcome.Scored scored, boolean offered) {
    writeModel(json, scored.served());
    json.field("outcome", "scored");
    json.field("rows", scored.rows());
    json.field("eventId", scored.eventId());
    metrics.write(json, scored.scores(), offered);
    if (payloads) {
      json.field("input", shown(scored.input()));
      json.field("output", shown(scored.output()));
    }
  }

  private static void writeModel(JsonWriter json, Served served) {
    json.field("model", served.name());
    json.field("modelVersion", served.version());
    if (!served.model().exact()) {
      json.field("engine", served.model().engine());
    }
  }

  /// The start of a body; what is not text becomes U+FFFD.
  private static String shown(Content content) {
    int length = Math.min(content.bytes().length, MOST_SHOWN);
    String text = new String(content.bytes(), 0, length, StandardCharsets.UTF_8);
    return length < content.bytes().length ? text + "…" : text;
  }

  private void writeOther(JsonWriter json, Outcome outcome) {
    if (models.all().size() == 1) {
      writeModel(json, models.all().getFirst());
    }
    switch (outcome) {
      case Outcome.Rejected rejected -> {
        json.field("outcome", "rejected");
        json.field("reason", rejected.reason().name().toLowerCase(Locale.ROOT));
      }
      case Outcome.WrongMethod _ -> {
        json.field("outcome", "rejected");
        json.field("reason", "wrong_method");
      }
      case Outcome.Failed failed -> {
        json.field("outcome", "failed");
        writeIncident(json, failed.incident(), failed.cause());
      }
      case Outcome.Told _ -> json.field("outcome", "told");
      case Outcome.Scored _ -> json.field("outcome", "scored");
    }
  }

  /// A line about a request that was answered although its capture failed.
  static String captureFailed(String requestId, String incident, Throwable cause) {
    JsonWriter json = JsonWriter.plain();
    json.startObject();
    json.field("requestId", requestId);
    json.field("outcome", "not captured");
    writeIncident(json, incident, cause);
    json.endObject();
    return new String(json.bytes(), StandardCharsets.UTF_8);
  }

  private static void writeIncident(JsonWriter json, String incident, Throwable cause) {
    StringWriter trace = new StringWriter(1024);
    cause.printStackTrace(new PrintWriter(trace));
    json.field("incident", incident);
    json.field("cause", trace.toString());
  }
}
