package dev.treeline.event;

/// What a gateway says about a request beside the request: the event's `requestContext`.
final class EventContext {
  private final JsonBytes json;
  private String method = "";
  private String path = "";
  private String stage = "";
  private String domain = "";
  private String api = "";
  private boolean loadBalancer;
  private boolean socket;

  EventContext(JsonBytes json) {
    this.json = json;
  }

  /// Reads the value at the cursor.
  void read() throws Malformed {
    if (!json.enters('{')) {
      json.value();
      return;
    }
    while (json.nextMember()) {
      switch (json.spanText()) {
        case "stage" -> stage = json.text();
        case "domainName" -> domain = json.text();
        case "apiId" -> api = json.text();
        case "http" -> readHttp();
        case "elb" -> {
          json.value();
          loadBalancer = true;
        }
        case "connectionId" -> {
          json.value();
          socket = true;
        }
        default -> json.value();
      }
    }
  }

  private void readHttp() throws Malformed {
    if (!json.enters('{')) {
      json.value();
      return;
    }
    while (json.nextMember()) {
      switch (json.spanText()) {
        case "method" -> method = json.text();
        case "path" -> path = json.text();
        default -> json.value();
      }
    }
  }

  /// The method, where payload 2.0 has it; empty when there is none.
  String method() {
    return method;
  }

  /// The path, where payload 2.0 has it a second time.
  String path() {
    return path;
  }

  /// The stage; empty when there is none.
  String stage() {
    return stage;
  }

  /// Whether the caller used the gateway's own domain, which has no base paths.
  boolean isOwnDomain() {
    return !api.isEmpty() && domain.startsWith(api) && domain.startsWith(".", api.length());
  }

  /// Whether a Function URL brought the event, which otherwise looks as if HTTP API did.
  boolean isFunctionUrl() {
    return domain.contains(".lambda-url.");
  }

  /// Whether a load balancer brought the event.
  boolean isLoadBalancer() {
    return loadBalancer;
  }

  /// Whether a WebSocket brought the event.
  boolean isSocket() {
    return socket;
  }
}
