package dev.treeline.event;

import dev.treeline.event.Body.Coding;
import dev.treeline.event.HttpRequest.Headers;
import dev.treeline.event.HttpRequest.Target;

/// Reads one Lambda event in one pass, whatever the order of its members.
///
/// The kinds are told apart by where the method stands: `requestContext.http.method` (HTTP API with
/// payload 2.0, and Function URL), `httpMethod` (REST API and payload 1.0, and load balancers,
/// whose context has an `elb`), or nowhere: then the event is a batch, the marks of another service
/// are looked for, and otherwise it is a body itself.
final class EventReader {
  private final byte[] event;
  private final JsonBytes json;
  private final EventContext context;
  private int members;
  private Fields headers = Fields.NONE;
  private Fields headerLists = Fields.NONE;
  private Fields query = Fields.NONE;
  private Fields queryLists = Fields.NONE;
  private Fields pathParameters = Fields.NONE;
  private String version = "";
  private String method = "";
  private String path = "";
  private String rawPath = "";
  private String rawQuery = "";
  private String resource = "";
  private String routeKey = "";
  private Body body = Body.NONE;
  private int bodyFrom;
  private int bodyTo;
  private boolean bodyIsText;
  private boolean base64;
  private boolean marked;
  private boolean authorizes;
  private int requestsAt = -1;

  private EventReader(byte[] event, JsonBytes json) {
    this.event = event;
    this.json = json;
    this.context = new EventContext(json);
  }

  /// Reads an event; every event is one of the kinds.
  static Event read(byte[] event) {
    int from = afterMark(event);
    JsonBytes json = new JsonBytes(event, from, event.length);
    try {
      if (json.enters('{')) {
        return new EventReader(event, json).object(from);
      }
      if (beginsValue(json.peek())) {
        return direct(event, from);
      }
      json.value();
      return new Event.NoJson("event: found text that is no JSON, expected a JSON document");
    } catch (Malformed malformed) {
      return new Event.NoJson(malformed.problem());
    }
  }

  /// Where the JSON begins: after the byte order mark, if there is one.
  private static int afterMark(byte[] event) {
    boolean marked =
        event.length >= 3
            && event[0] == (byte) 0xEF
            && event[1] == (byte) 0xBB
            && event[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private static boolean beginsValue(int first) {
    return switch (first) {
      case '[', '"', '-', 't', 'f', 'n' -> true;
      default -> first >= '0' && first <= '9';
    };
  }

  private static Event direct(byte[] event, int from) {
    Body body = new Body(event, from, event.length, Coding.PLAIN);
    return new Event.Direct(DirectRequests.json(Shape.DIRECT, body));
  }

  private Event object(int from) throws Malformed {
    while (json.nextMember()) {
      members++;
      member(json.spanText());
    }
    if (bodyTo > bodyFrom) {
      body = new Body(event, bodyFrom, bodyTo, coding());
    }
    if (authorizes) {
      return OtherServices.recognised(event, from, context.isSocket());
    }
    if (!context.method().isEmpty()) {
      return new Event.Http(httpApi());
    }
    if (!method.isEmpty()) {
      return new Event.Http(restApi());
    }
    if (requestsAt >= 0 && members == 1) {
      return DirectRequests.batch(event, requestsAt);
    }
    if (marked || context.isSocket()) {
      return OtherServices.recognised(event, from, context.isSocket());
    }
    return direct(event, from);
  }

  private Coding coding() {
    return base64 ? Coding.BASE64 : bodyIsText ? Coding.TEXT : Coding.PLAIN;
  }

  private void member(String name) throws Malformed {
    switch (name) {
      case "version" -> version = json.text();
      case "httpMethod" -> method = json.text();
      case "path" -> path = json.text();
      case "resource" -> resource = json.text();
      case "rawPath" -> rawPath = json.text();
      case "rawQueryString" -> rawQuery = json.text();
      case "routeKey" -> routeKey = json.text();
      case "headers" -> headers = Fields.read(name, event, json);
      case "multiValueHeaders" -> headerLists = Fields.read(name, event, json);
      case "queryStringParameters" -> query = Fields.read(name, event, json);
      case "multiValueQueryStringParameters" -> queryLists = Fields.read(name, event, json);
      case "pathParameters" -> pathParameters = Fields.read(name, event, json);
      case "requestContext" -> context.read();
      case "body" -> body();
      case "isBase64Encoded" -> base64 = isTrue();
      default -> otherMember(name);
    }
  }

  private void otherMember(String name) throws Malformed {
    if (name.equals("requests") && json.peek() == '[') {
      json.value();
      requestsAt = json.from();
      return;
    }
    json.value();
    if (OtherServices.isMark(name)) {
      marked = true;
      authorizes |= name.equals("methodArn") || name.equals("routeArn");
    }
  }

  private void body() throws Malformed {
    int first = json.peek();
    json.value();
    bodyIsText = first == '"';
    bodyFrom = first == 'n' ? 0 : json.from();
    bodyTo = first == 'n' ? 0 : json.to();
  }

  private boolean isTrue() throws Malformed {
    boolean begins = json.peek() == 't';
    json.value();
    return begins;
  }

  private HttpRequest httpApi() {
    String sent = rawPath.isEmpty() ? context.path() : rawPath;
    // HTTP API decodes the path, Function URL does not.
    String decoded = context.isFunctionUrl() ? PercentText.ofPath(sent) : sent;
    int blank = routeKey.indexOf(' ');
    String route = blank < 0 ? "" : routeKey.substring(blank + 1);
    Target target =
        new Target(
            Paths.capitals(context.method()),
            routed(decoded, route, true),
            new Query(query, false, rawQuery));
    return new HttpRequest(Shape.HTTP_API, target, new Headers(headers, headerLists), body);
  }

  private HttpRequest restApi() {
    boolean balancer = context.isLoadBalancer();
    // REST API and load balancers pass the path as sent; HTTP API decodes it in its payload 1.0
    // too.
    String decoded = version.equals("1.0") ? path : PercentText.ofPath(path);
    Fields parameters = queryLists.isEmpty() ? query : queryLists;
    Target target =
        new Target(
            Paths.capitals(method),
            balancer ? Paths.trimmed(decoded) : routed(decoded, resource, version.equals("1.0")),
            new Query(parameters, balancer, ""));
    return new HttpRequest(
        balancer ? Shape.LOAD_BALANCER : Shape.REST_API,
        target,
        new Headers(headers, headerLists),
        body);
  }

  /// The path without what stands before it at the gateway: the stage or, at a custom domain, any
  /// base path.
  ///
  /// @param staged whether this kind of event has the stage in its path
  private String routed(String sent, String route, boolean staged) {
    String known = context.isOwnDomain() ? null : Paths.ofResource(route, pathParameters, sent);
    if (known != null) {
      return Paths.trimmed(known);
    }
    return Paths.trimmed(staged ? Paths.withoutStage(sent, context.stage()) : sent);
  }
}
