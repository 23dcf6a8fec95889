package dev.treeline.request;

import dev.treeline.event.HttpRequest;
import dev.treeline.event.Reply;
import dev.treeline.payload.Body;
import dev.treeline.payload.Decoded;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.ReplyFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /invocations`: reads, checks, scores and writes in the order of SageMaker's XGBoost
/// container, so that the same fault gives the same status. (aws/sagemaker-xgboost-container,
/// `algorithm_mode/serve.py`.) For every thread.
final class Container {
  private static final String TARGET = "X-Amzn-SageMaker-Target-Model";

  private final Models models;
  private final Rules rules;
  private final Replies replies;

  Container(Models models, Rules rules) {
    this.models = models;
    this.rules = rules;
    this.replies = new Replies(rules.serving());
  }

  /// Scores one body, with the model that the request names, if it names one.
  ///
  /// @param eventId what the capture will call it
  /// @throws Refusal if it cannot be scored
  Outcome score(HttpRequest request, String eventId) {
    Served named = named(request);
    return score(request, named == null ? models.only() : named, eventId);
  }

  /// The model that header and parameter name; null where neither is there.
  ///
  /// @throws Refusal if there is none of that name, or they name two
  @Nullable Served named(HttpRequest request) {
    Optional<String> header = request.header("x-amzn-sagemaker-target-model");
    Optional<String> parameter = request.query("model");
    Served byHeader = header.isPresent() ? models.named(TARGET, header.get()) : null;
    Served byParameter = parameter.isPresent() ? models.named("model", parameter.get()) : null;
    if (byHeader != null && byParameter != null) {
      requireSame(byHeader, byParameter);
    }
    return byHeader == null ? byParameter : byHeader;
  }

  /// @throws Refusal if a request names two models
  static void requireSame(Served one, Served other) {
    if (!one.name().equals(other.name())) {
      throw new Refusal(
          Reason.INVALID, "model", one.name() + " and " + other.name(), "one model a request");
    }
  }

  /// Scores one body with a model.
  ///
  /// @throws Refusal if it cannot be scored
  Outcome score(HttpRequest request, Served served, String eventId) {
    Content input = Content.of(request, rules, "");
    if (input.isEmpty()) {
      return new Outcome.Told(Reply.empty(204));
    }
    if (input.contentType().isEmpty()) {
      // The container takes libsvm then; a document of JSON cannot be that.
      input = input.as(input.beginsAsJson() ? "application/json" : "text/libsvm");
    }
    boolean explain = Explanations.wanted(request);
    MediaType type = MediaType.parse(input.contentType());
    Batch batch =
        new Batch(
            served, rules.serving().absentIsMissing(), explain ? Explain.CLARIFY : Explain.NO);
    Decoded decoded = batch.read(type, input.bytes(), rules);
    Scores scores = batch.scores();
    ReplyFormat format = rules.accepted().choose(request.header("accept"), type);
    Body output = replies.write(scores, format, decoded.isDataframe());
    Body shown = explain ? Replies.explained(scores, output) : output;
    // Frames would be kept in Base64, which nobody can look at.
    Body kept = output.isText() ? output : replies.write(scores, ReplyFormat.JSON, false);
    return new Outcome.Scored(Content.reply(shown), input, Content.of(kept), scores, eventId);
  }
}
