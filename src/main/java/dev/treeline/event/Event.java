package dev.treeline.event;

import java.util.List;

/// What one Lambda event turned out to be. Every event is one of these, whatever its bytes.
public sealed interface Event {

  /// An HTTP request, by way of a gateway, a Function URL or a load balancer.
  record Http(HttpRequest request) implements Event {}

  /// A document without any envelope: it is the body of a `POST /invocations`, and the reply is the
  /// body alone.
  record Direct(HttpRequest request) implements Event {}

  /// Several requests in one document, `{"requests": [...]}`.
  ///
  /// An entry that is no request is among them: its body cannot be had, and says why.
  ///
  /// @param requests in the order of the document, and so of the replies
  record DirectBatch(List<HttpRequest> requests) implements Event {
    public DirectBatch {
      requests = List.copyOf(requests);
    }
  }

  /// Another service's event, which holds nothing that could be scored.
  ///
  /// @param problem what the event looks like and what is taken; safe to show
  record Unknown(String problem) implements Event {}

  /// Bytes that are no JSON document.
  ///
  /// @param problem place, found and expected; safe to show
  record NoJson(String problem) implements Event {}
}
