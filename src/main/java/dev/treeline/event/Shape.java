package dev.treeline.event;

/// Which kind of event brought a request, and so which kind of reply it gets.
public enum Shape {
  /// HTTP API with payload 2.0, and Function URL.
  HTTP_API,
  /// REST API, and HTTP API with payload 1.0.
  REST_API,
  /// Application Load Balancer.
  LOAD_BALANCER,
  /// A bare document: the event is the body, and the reply's body is the reply.
  DIRECT,
  /// One of the several requests of a direct invocation.
  DIRECT_BATCH
}
