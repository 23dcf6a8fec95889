package dev.treeline.request;

import dev.treeline.event.HttpRequest;
import java.util.Optional;

/// Whether a caller wants to know why.
///
/// SageMaker's header holds a JMESPath expression over the predictions; the two that do not look at
/// them, `` `true` `` and `` `false` ``, are understood. (SageMaker guide, "Provide explanations
/// with SageMaker Clarify", EnableExplanations.)
final class Explanations {
  private static final String HEADER = "x-amzn-sagemaker-enable-explanations";

  private Explanations() {}

  /// @throws Refusal if the header or the parameter says something else than yes or no
  static boolean wanted(HttpRequest request) {
    Optional<String> header = request.header(HEADER);
    if (header.isPresent()) {
      return yes("X-Amzn-SageMaker-Enable-Explanations", header.get());
    }
    Optional<String> parameter = request.query("explain");
    return parameter.isPresent() && yes("explain", parameter.get());
  }

  private static boolean yes(String place, String text) {
    return switch (text.strip()) {
      case "true", "`true`", "1", "" -> true;
      case "false", "`false`", "0" -> false;
      default -> throw new Refusal(Reason.INVALID, place, "\"" + text + "\"", "true or false");
    };
  }
}
