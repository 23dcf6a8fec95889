package dev.treeline.request;

import dev.treeline.event.HttpRequest;
import dev.treeline.event.Reply;
import java.util.Optional;
import java.util.Set;

/// Lets pages of other origins call the endpoint, as far as the settings say. (The Fetch standard,
/// "CORS protocol".) Where API Gateway has its own CORS settings, those win and nothing comes here.
final class Cors {
  private static final String REQUEST_METHOD = "access-control-request-method";
  private static final String METHODS = "GET, POST, OPTIONS";
  private static final String SHOWN =
      "X-Treeline-Model, X-Treeline-Model-Version, X-Treeline-Event-Id, x-amzn-RequestId";
  private static final String DAY = "86400";

  private final Set<String> origins;

  /// @param origins such as `https://app.example`, or `*` for any; none to let none
  Cors(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /// Whether this asks if another request may come.
  static boolean isPreflight(HttpRequest request) {
    return request.method().equals("OPTIONS") && request.header(REQUEST_METHOD).isPresent();
  }

  /// Says what may come. Without the leave to, browsers do not send it.
  Reply preflight(HttpRequest request) {
    Reply allowed = allow(request, Reply.empty(204));
    return !lets(request)
        ? allowed
        : allowed
            .with("Access-Control-Allow-Methods", METHODS)
            .with(
                "Access-Control-Allow-Headers",
                request.header("access-control-request-headers").orElse("content-type"))
            .with("Access-Control-Max-Age", DAY);
  }

  /// The reply with the leave to show it to the page that asked, if that has it.
  Reply allow(HttpRequest request, Reply reply) {
    if (origins.isEmpty()) {
      return reply;
    }
    Reply varied = reply.with("Vary", "Origin");
    Optional<String> origin = request.header("origin");
    return origin.isEmpty() || !lets(request)
        ? varied
        : varied
            .with("Access-Control-Allow-Origin", origin.get())
            .with("Access-Control-Expose-Headers", SHOWN);
  }

  private boolean lets(HttpRequest request) {
    Optional<String> origin = request.header("origin");
    return origin.isPresent() && (origins.contains("*") || origins.contains(origin.get()));
  }
}
