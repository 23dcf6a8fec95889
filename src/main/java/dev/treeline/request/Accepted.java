package dev.treeline.request;

import dev.treeline.payload.MediaType;
import dev.treeline.payload.ReplyFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses the type of a reply.
///
/// A caller that accepts anything gets `SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT` where that is set,
/// otherwise JSON for JSON and CSV for the container's own types. Lists and weights count as HTTP
/// says, which is more than the SageMaker container understands; parameters do not count.
final class Accepted {
  private static final String EXPECTED =
      "application/json, application/jsonlines, text/csv, application/x-recordio-protobuf or */*";

  private final Optional<ReplyFormat> configured;

  /// @param configured what a caller gets that accepts anything
  Accepted(Optional<ReplyFormat> configured) {
    this.configured = configured;
  }

  /// The reply's type: one of the four that can be written.
  ///
  /// @param header the caller's `Accept`; empty means anything
  /// @param request the type of the request's body
  /// @throws Refusal if the caller accepts nothing that can be written
  ReplyFormat choose(Optional<String> header, MediaType request) {
    if (header.isEmpty() || header.get().equals("*/*")) {
      return any(request);
    }
    if (header.get().length() > Content.LONGEST_TYPE) {
      throw new Refusal(
          Reason.NOT_ACCEPTABLE,
          "Accept",
          header.get().length() + " characters",
          "at most " + Content.LONGEST_TYPE);
    }
    ReplyFormat best = null;
    double heaviest = 0;
    for (String range : header.get().split(",", -1)) {
      MediaType asked = MediaType.parse(range);
      ReplyFormat written = written(asked, request);
      double weight = weight(asked);
      if (written != null && weight > heaviest) {
        best = written;
        heaviest = weight;
      }
    }
    if (best == null) {
      throw new Refusal(Reason.NOT_ACCEPTABLE, "Accept", "\"" + header.get() + "\"", EXPECTED);
    }
    return best;
  }

  private ReplyFormat any(MediaType request) {
    if (configured.isPresent()) {
      return configured.get();
    }
    return request.matches(MediaType.JSON) || request.matches(MediaType.JSON_LINES)
        ? ReplyFormat.JSON
        : ReplyFormat.CSV;
  }

  private @Nullable ReplyFormat written(MediaType range, MediaType request) {
    return switch (range.name()) {
      case "*/*" -> any(request);
      case "application/json", "application/*" -> ReplyFormat.JSON;
      case "application/jsonlines" -> ReplyFormat.JSON_LINES;
      case "application/x-recordio-protobuf" -> ReplyFormat.RECORDIO;
      case "text/csv", "text/*" -> ReplyFormat.CSV;
      default -> null;
    };
  }

  private static double weight(MediaType range) {
    String weight = range.parameters().get("q");
    if (weight == null) {
      return 1;
    }
    try {
      return Double.parseDouble(weight);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
