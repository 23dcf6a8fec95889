package dev.treeline.request;

import dev.treeline.event.HttpRequest;
import java.util.Optional;

/// `POST /endpoints/{name}/invocations`, as SDK clients of `sagemaker-runtime` call it: the
/// container's `/invocations` behind the checks of the service. (API reference, "InvokeEndpoint".)
/// For every thread.
final class RuntimeApi {
  private static final int LONGEST_INFERENCE_ID = 64;
  private static final int LONGEST_ATTRIBUTES = 1024;
  private static final String PREFIX = "X-Amzn-SageMaker-";

  private final Models models;
  private final Rules rules;
  private final Container container;

  RuntimeApi(Models models, Rules rules, Container container) {
    this.models = models;
    this.rules = rules;
    this.container = container;
  }

  /// Scores one body.
  ///
  /// @param endpoint the endpoint's name, or that of one of its models
  /// @param eventId what the capture will call it
  /// @throws Refusal if it cannot be scored
  Outcome score(HttpRequest request, String endpoint, String eventId) {
    checkHeaders(request);
    Outcome outcome =
        endpoint.equals(rules.endpoint())
            ? container.score(request, eventId)
            : container.score(request, model(request, endpoint), eventId);
    if (outcome instanceof Outcome.Scored scored) {
      return new Outcome.Scored(
          scored.reply().with("x-Amzn-Invoked-Production-Variant", rules.variant()),
          scored.input(),
          scored.output(),
          scored.scores(),
          scored.eventId());
    }
    return outcome;
  }

  private Served model(HttpRequest request, String endpoint) {
    Served named = container.named(request);
    try {
      Served served = models.named("EndpointName", endpoint);
      if (named != null) {
        Container.requireSame(served, named);
      }
      return served;
    } catch (Refusal refusal) {
      if (refusal.outcome().reason() != Reason.NOT_FOUND) {
        throw refusal;
      }
      throw new Refusal(
          Reason.NOT_FOUND,
          "EndpointName",
          "\"" + endpoint + "\"",
          "\"" + rules.endpoint() + "\" (TREELINE_ENDPOINT says it) or a model's name");
    }
  }

  private void checkHeaders(HttpRequest request) {
    Optional<String> variant = header(request, "target-variant");
    if (variant.isPresent() && !variant.get().equals(rules.variant())) {
      throw new Refusal(
          Reason.INVALID,
          PREFIX + "Target-Variant",
          "\"" + variant.get() + "\"",
          "\"" + rules.variant() + "\" (TREELINE_VARIANT says it)");
    }
    refuseLonger("Inference-Id", header(request, "inference-id"), LONGEST_INFERENCE_ID);
    refuseLonger("Custom-Attributes", header(request, "custom-attributes"), LONGEST_ATTRIBUTES);
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.header("x-amzn-sagemaker-" + name);
  }

  private static void refuseLonger(String name, Optional<String> value, int most) {
    if (value.isPresent() && value.get().length() > most) {
      throw new Refusal(
          Reason.INVALID, PREFIX + name, value.get().length() + " characters", "at most " + most);
    }
  }
}
