package dev.treeline.request;

import dev.treeline.event.HttpRequest;
import dev.treeline.payload.Body;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.PredictionsReply;

/// `POST /v1/models/{model}:predict` and `:explain`, as TensorFlow Serving, KServe V1 and MLflow's
/// server have them: `{"instances": …}` in, `{"predictions": […]}` out. For every thread.
///
/// Any body that `/invocations` reads is read here too; without a type it is JSON.
final class PredictV1 {
  private final Rules rules;

  PredictV1(Rules rules) {
    this.rules = rules;
  }

  /// Scores one body.
  ///
  /// @param eventId what the capture will call it
  /// @throws Refusal if it cannot be scored
  Outcome score(HttpRequest request, Served served, boolean explain, String eventId) {
    Content input = Content.of(request, rules, "application/json");
    if (input.isEmpty()) {
      throw new Refusal(Reason.UNREADABLE, "body", "nothing", "{\"instances\": [[…], …]}");
    }
    boolean why = explain || Explanations.wanted(request);
    Batch batch =
        new Batch(served, rules.serving().absentIsMissing(), why ? Explain.LISTS : Explain.NO);
    batch.read(MediaType.parse(input.contentType()), input.bytes(), rules);
    Scores scores = batch.scores();
    int outputs = served.model().outputs();
    Body output = PredictionsReply.write(scores.predictions(), outputs);
    Body shown =
        why
            ? PredictionsReply.explained(scores.predictions(), outputs, scores.attributions())
            : output;
    return new Outcome.Scored(Content.reply(shown), input, Content.of(output), scores, eventId);
  }
}
