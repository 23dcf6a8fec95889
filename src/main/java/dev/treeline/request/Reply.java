package dev.treeline.request;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.treeline.forest.Model;
import java.util.LinkedHashMap;
import java.util.Map;

/// One HTTP reply, before it is put into the event's shape.
///
/// Every reply names the model that the function holds: `X-Treeline-Model` and
/// `X-Treeline-Model-Version`. A scored one also says what the capture calls it,
/// `X-Treeline-Event-Id`: ground truth joins by that id where the caller sent no
/// `X-Amzn-SageMaker-Inference-Id`. Where something else than Treeline scores, `X-Treeline-Engine`
/// says what.
///
/// @param headers in the order they are written
/// @param body text; empty when there is none
record Reply(int status, Map<String, String> headers, String body) {
  private static final String JSON = "application/json";

  // Messages quote the caller, whose names and paths may be megabytes long.
  private static final int LONGEST_MESSAGE = 16_384;

  static Reply of(Outcome outcome, Model model) {
    return switch (outcome) {
      case Outcome.Scored(var contentType, var text, _, var eventId) ->
          plain(200, contentType, text).with("X-Treeline-Event-Id", eventId).by(model);
      case Outcome.Nothing() -> new Reply(204, Map.of(), "").by(model);
      case Outcome.Healthy() -> new Reply(200, Map.of(), "").by(model);
      case Outcome.Parameters(var concurrent, var megabytes) ->
          plain(200, JSON, parameters(concurrent, megabytes)).by(model);
      case Outcome.WrongMethod(var found, var route) ->
          problem(405, route.path() + ": found " + found + ", expected " + route.method())
              .with("Allow", route.method())
              .by(model);
      case Outcome.Rejected(var reason, var problem) -> problem(reason.status(), problem).by(model);
      case Outcome.Failed(var incident, _) -> failure(incident).by(model);
    };
  }

  private static Reply plain(int status, String contentType, String body) {
    return new Reply(status, Map.of("Content-Type", contentType), body);
  }

  private static Reply problem(int status, String message) {
    String shown =
        message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    return plain(status, JSON, "{\"message\": " + quoted(shown) + "}");
  }

  private static Reply failure(String incident) {
    String message = "The request could not be answered; the log holds the reason as " + incident;
    return plain(
        500,
        JSON,
        "{\"message\": " + quoted(message) + ", \"incident\": " + quoted(incident) + "}");
  }

  private static String parameters(int concurrent, int megabytes) {
    return "{\"MaxConcurrentTransforms\": "
        + concurrent
        + ", \"BatchStrategy\": \"MULTI_RECORD\", \"MaxPayloadInMB\": "
        + megabytes
        + "}";
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  private Reply by(Model model) {
    Reply named =
        with("X-Treeline-Model", model.name()).with("X-Treeline-Model-Version", model.version());
    return model.exact() ? named : named.with("X-Treeline-Engine", model.engine());
  }

  private Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, visible(value));
    return new Reply(status, more, body);
  }

  /// A model's name may be any text; a header's value holds visible ASCII only.
  private static String visible(String value) {
    StringBuilder shown = new StringBuilder(value.length());
    value.chars().forEach(c -> shown.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return shown.toString();
  }
}
