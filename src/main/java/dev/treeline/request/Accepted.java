package dev.treeline.request;

import dev.treeline.payload.MediaType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// Chooses the type of a reply.
///
/// A caller that accepts anything gets `SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT` where that is set,
/// otherwise JSON for JSON and CSV for CSV. Lists and weights count as HTTP says, which is more
/// than the SageMaker container understands; parameters do not count.
final class Accepted {
  private final Optional<MediaType> configured;

  /// @param configured what a caller gets that accepts anything; CSV or JSON
  Accepted(Optional<MediaType> configured) {
    this.configured = configured;
  }

  /// The reply's type.
  ///
  /// @param header the caller's `Accept`; empty means anything
  /// @param request the type of the request's body
  /// @throws Refusal if the caller accepts nothing that can be written
  MediaType choose(Optional<String> header, MediaType request) {
    MediaType any =
        configured.orElse(request.matches(MediaType.CSV) ? MediaType.CSV : MediaType.JSON);
    if (header.isEmpty()) {
      return any;
    }
    return Arrays.stream(header.get().split(",", -1))
        .map(MediaType::parse)
        .filter(type -> weight(type) > 0)
        .sorted(Comparator.comparingDouble(Accepted::weight).reversed())
        .flatMap(type -> written(type, any).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.NOT_ACCEPTABLE,
                    "Accept: found \""
                        + header.get()
                        + "\", expected application/json, text/csv or */*"));
  }

  private static Optional<MediaType> written(MediaType range, MediaType any) {
    return switch (range.name()) {
      case "*/*" -> Optional.of(any);
      case "application/json", "application/*" -> Optional.of(MediaType.JSON);
      case "text/csv", "text/*" -> Optional.of(MediaType.CSV);
      default -> Optional.empty();
    };
  }

  private static double weight(MediaType range) {
    try {
      return Double.parseDouble(range.parameters().getOrDefault("q", "1"));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
