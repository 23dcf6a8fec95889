package dev.treeline.request;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.treeline.event.Reply;
import dev.treeline.forest.Model;
import java.nio.charset.StandardCharsets;

/// Outcomes as HTTP replies.
///
/// Every reply names the model that the function holds: `X-Treeline-Model` and
/// `X-Treeline-Model-Version`. A scored one also says what the capture calls it,
/// `X-Treeline-Event-Id`: ground truth joins by that id where the caller sent no
/// `X-Amzn-SageMaker-Inference-Id`. Where something else than Treeline scores, `X-Treeline-Engine`
/// says what.
final class Replies {
  private static final String JSON = "application/json";

  // Messages quote the caller, whose names and paths may be megabytes long.
  private static final int LONGEST_MESSAGE = 16_384;

  private Replies() {}

  static Reply of(Outcome outcome, Model model) {
    return switch (outcome) {
      case Outcome.Scored(var contentType, var text, _, var eventId) ->
          by(model, plain(200, contentType, text).with("X-Treeline-Event-Id", eventId));
      case Outcome.Nothing() -> by(model, Reply.empty(204));
      case Outcome.Healthy() -> by(model, Reply.empty(200));
      case Outcome.Parameters(var concurrent, var megabytes) ->
          by(model, plain(200, JSON, parameters(concurrent, megabytes)));
      case Outcome.WrongMethod(var found, var route) ->
          by(
              model,
              problem(405, route.path() + ": found " + found + ", expected " + route.method())
                  .with("Allow", route.method()));
      case Outcome.Rejected(var reason, var problem) ->
          by(model, problem(reason.status(), problem));
      case Outcome.Failed(var incident, _) -> by(model, failure(incident));
    };
  }

  private static Reply plain(int status, String contentType, String body) {
    return Reply.text(status, contentType, body.getBytes(StandardCharsets.UTF_8));
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

  private static Reply by(Model model, Reply reply) {
    Reply named =
        reply
            .with("X-Treeline-Model", model.name())
            .with("X-Treeline-Model-Version", model.version());
    return model.exact() ? named : named.with("X-Treeline-Engine", model.engine());
  }
}
