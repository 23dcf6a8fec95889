package dev.treeline.request;

import dev.treeline.event.HttpRequest;
import dev.treeline.forest.Model;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.Payload;
import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Predictions;

/// Bodies to predictions: reads, checks, scores and writes, in the order of the SageMaker
/// container, so that the same fault gives the same status. Immutable, for every thread.
final class Scorer {
  private final Model model;
  private final FeatureNames names;
  private final Accepted accepted;
  private final int maxContentLength;

  /// @param maxContentLength longest body, in bytes
  Scorer(Model model, Accepted accepted, int maxContentLength) {
    this.model = model;
    this.names = new FeatureNames(model.featureNames());
    this.accepted = accepted;
    this.maxContentLength = maxContentLength;
  }

  Model model() {
    return model;
  }

  int maxContentLength() {
    return maxContentLength;
  }

  /// Scores one body.
  ///
  /// @param eventId what the capture will call it
  /// @throws Refusal if it cannot be scored, by the caller's fault
  Outcome score(HttpRequest request, byte[] body, String eventId) {
    if (body.length == 0) {
      return new Outcome.Nothing();
    }
    MediaType type = MediaType.parse(contentType(request, body));
    Batch batch = new Batch(model, names);
    try {
      Payload.read(type, body, batch);
    } catch (PayloadException e) {
      throw new Refusal(Reason.UNREADABLE, e.place() + ": " + e.problem());
    }
    batch.check();
    MediaType reply = accepted.choose(request.header("accept"), type);
    float[] scores = batch.score();
    return reply.matches(MediaType.CSV)
        ? new Outcome.Scored(
            "text/csv; charset=utf-8",
            Predictions.csv(scores, model.outputs()),
            batch.rows(),
            eventId)
        : new Outcome.Scored(
            "application/json", Predictions.json(scores, model.outputs()), batch.rows(), eventId);
  }

  /// The body's type as sent.
  ///
  /// Without a header the container takes libsvm. Here a body that begins as JSON does is JSON, and
  /// any other is refused: a guess between libsvm and CSV could read `1:3.5` either way.
  static String contentType(HttpRequest request, byte[] body) {
    return request
        .header("content-type")
        .orElseGet(
            () -> {
              if (beginsAsJson(body)) {
                return "application/json";
              }
              throw new Refusal(
                  Reason.UNREADABLE,
                  "Content-Type: found none, expected text/csv or application/json");
            });
  }

  private static boolean beginsAsJson(byte[] body) {
    for (byte b : body) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }
}
