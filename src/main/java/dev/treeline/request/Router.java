package dev.treeline.request;

import dev.treeline.event.HttpRequest;
import dev.treeline.event.Reply;
import dev.treeline.request.Route.Match;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds a request's route and has its dialect answer. Whatever is asked, there is an outcome;
/// nothing is thrown. For every thread.
final class Router {
  private final Models models;
  private final Container container;
  private final InferenceV2 inference;
  private final PredictV1 predict;
  private final RuntimeApi runtime;
  private final Rules rules;
  private final Supplier<String> ids;

  /// @param ids a new random id at each call
  Router(Models models, Rules rules, Supplier<String> ids) {
    this.models = models;
    this.rules = rules;
    this.ids = ids;
    container = new Container(models, rules);
    inference = new InferenceV2(rules);
    predict = new PredictV1(rules);
    runtime = new RuntimeApi(models, rules, container);
  }

  /// What a request comes to, and in whose words a failure is to be told.
  record Answer(Outcome outcome, Dialect dialect) {}

  /// @param eventId what a capture will call the request
  Answer answer(HttpRequest request, String eventId) {
    Optional<Match> found = Optional.empty();
    try {
      found = Route.at(request.path());
      return answer(request, found, eventId);
    } catch (Refusal refusal) {
      return new Answer(refusal.outcome(), dialect(request, found));
    } catch (RuntimeException | StackOverflowError e) {
      return new Answer(new Outcome.Failed(ids.get(), e), dialect(request, found));
    }
  }

  private static Dialect dialect(HttpRequest request, Optional<Match> found) {
    return found.isPresent() ? found.get().route().dialect() : Route.dialectOf(request.path());
  }

  private Answer answer(HttpRequest request, Optional<Match> found, String eventId) {
    if (found.isEmpty()) {
      throw new Refusal(
          Reason.NOT_FOUND,
          "path",
          request.method() + " " + request.path(),
          "one of " + Route.list());
    }
    Route route = found.get().route();
    boolean head = request.method().equals("HEAD") && route.method().equals("GET");
    if (!route.method().equals(request.method()) && !head) {
      return new Answer(
          new Outcome.WrongMethod(request.path(), request.method(), route.method()),
          route.dialect());
    }
    Outcome outcome = outcome(request, route, found.get().values(), eventId);
    return new Answer(outcome, route.dialect());
  }

  private Outcome outcome(HttpRequest request, Route route, List<String> values, String eventId) {
    return switch (route) {
      case INVOCATIONS -> container.score(request, eventId);
      case INVOKE_ENDPOINT -> runtime.score(request, values.getFirst(), eventId);
      case V2_INFER -> inference.score(request, model(values), eventId);
      case V2_VERSION_INFER -> inference.score(request, version(values), eventId);
      case V1_PREDICT -> predict.score(request, model(values), false, eventId);
      case V1_EXPLAIN -> predict.score(request, model(values), true, eventId);
      case PING -> new Outcome.Told(Reply.empty(200));
      case EXECUTION_PARAMETERS ->
          new Outcome.Told(
              Descriptions.executionParameters(
                  Runtime.getRuntime().availableProcessors(), rules.serving().maxContentLength()));
      case OPENAPI ->
          new Outcome.Told(Descriptions.openApi(OpenApi.document(models.all(), rules.endpoint())));
      case V2_SERVER -> new Outcome.Told(Descriptions.server());
      case V2_LIVE -> new Outcome.Told(Descriptions.yes("live"));
      case V2_READY -> new Outcome.Told(Descriptions.yes("ready"));
      case V2_MODEL -> new Outcome.Told(Descriptions.model(model(values)));
      case V2_VERSION -> new Outcome.Told(Descriptions.model(version(values)));
      case V2_MODEL_READY -> new Outcome.Told(Descriptions.ready(model(values)));
      case V2_VERSION_READY -> new Outcome.Told(Descriptions.ready(version(values)));
      case V2_INDEX -> new Outcome.Told(Descriptions.index(models));
      case V1_MODEL -> new Outcome.Told(Descriptions.status(model(values)));
      case V1_MODELS -> new Outcome.Told(Descriptions.names(models));
    };
  }

  private Served model(List<String> values) {
    return models.named("path", values.getFirst());
  }

  private Served version(List<String> values) {
    return models.named("path", values.getFirst(), values.get(1));
  }
}
