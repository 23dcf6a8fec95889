package dev.treeline.event;

import dev.treeline.event.Body.Coding;
import dev.treeline.event.HttpRequest.Headers;
import dev.treeline.event.HttpRequest.Target;
import java.util.ArrayList;
import java.util.List;

/// Requests of callers that invoke the function themselves, without any gateway.
///
/// A batch is `{"requests": [...]}` and no other member. An entry is an object of
/// - `body`: any JSON value, which is then the body as it stands; a string is the body's text;
/// - `isBase64Encoded`: `true` if that string is Base64;
/// - `contentType`, `accept`, `headers`: what the request's headers would say, the first two before
///   the last; a body that is no string is JSON if nothing else is said;
/// - `method`, `path`, `queryStringParameters`: `POST`, `/invocations` and none if absent.
///
/// Other members are stepped over. An entry that is no object becomes a request whose body says so.
final class DirectRequests {
  // A reply has some 250 bytes at least, so no more fit Lambda's limit.
  private static final int MOST_REQUESTS = 10_000;
  private static final Target INVOCATIONS = new Target("POST", "/invocations", Query.NONE);
  private static final Headers JSON =
      new Headers(Fields.of("content-type", "application/json"), Fields.NONE);
  private static final Headers NO_HEADERS = new Headers(Fields.NONE, Fields.NONE);

  private final byte[] event;
  private final JsonBytes json;
  private Fields headers = Fields.NONE;
  private Fields query = Fields.NONE;
  private String method = "POST";
  private String path = "/invocations";
  private String contentType = "";
  private String accept = "";
  private boolean base64;
  private int first = -1;
  private int bodyFrom;
  private int bodyTo;

  private DirectRequests(byte[] event, JsonBytes json) {
    this.event = event;
    this.json = json;
  }

  /// A request whose body is JSON and that says nothing else.
  static HttpRequest json(Shape shape, Body body) {
    return new HttpRequest(shape, INVOCATIONS, JSON, body);
  }

  /// Reads a batch.
  ///
  /// @param at where the list of its requests begins
  static Event batch(byte[] event, int at) throws Malformed {
    JsonBytes json = new JsonBytes(event, at, event.length);
    List<HttpRequest> requests = new ArrayList<>();
    boolean list = json.enters('[');
    while (list && json.nextElement()) {
      if (requests.size() == MOST_REQUESTS) {
        throw new Malformed(
            "requests: found more than "
                + MOST_REQUESTS
                + " entries, expected at most "
                + MOST_REQUESTS
                + "; send several events");
      }
      requests.add(entry(event, json, requests.size()));
    }
    return new Event.DirectBatch(requests);
  }

  private static HttpRequest entry(byte[] event, JsonBytes json, int number) throws Malformed {
    if (json.enters('{')) {
      return new DirectRequests(event, json).request();
    }
    json.value();
    Body body =
        Body.unreadable(
            "requests[" + number + "]: found no object, expected one with a body in it");
    return new HttpRequest(Shape.DIRECT_BATCH, INVOCATIONS, NO_HEADERS, body);
  }

  private HttpRequest request() throws Malformed {
    while (json.nextMember()) {
      switch (json.spanText()) {
        case "body" -> {
          first = json.peek();
          json.value();
          bodyFrom = json.from();
          bodyTo = json.to();
        }
        case "isBase64Encoded" -> {
          base64 = json.peek() == 't';
          json.value();
        }
        case "contentType" -> contentType = json.text();
        case "accept" -> accept = json.text();
        case "headers" -> headers = Fields.read("headers", event, json);
        case "queryStringParameters" -> query = Fields.read("queryStringParameters", event, json);
        case "method" -> method = json.text();
        case "path" -> path = json.text();
        default -> json.value();
      }
    }
    Target target =
        new Target(Paths.capitals(method), Paths.trimmed(path), new Query(query, false, ""));
    return new HttpRequest(Shape.DIRECT_BATCH, target, new Headers(headers, named()), body());
  }

  /// What the entry says about its body by name.
  private Fields named() {
    boolean guessed =
        contentType.isEmpty()
            && first >= 0
            && first != '"'
            && headers.header("content-type") == null;
    String type = guessed ? "application/json" : contentType;
    if (type.isEmpty()) {
      return accept.isEmpty() ? Fields.NONE : Fields.of("accept", accept);
    }
    return accept.isEmpty()
        ? Fields.of("content-type", type)
        : Fields.of("content-type", type, "accept", accept);
  }

  private Body body() {
    if (first < 0 || first == 'n') {
      return Body.NONE;
    }
    Coding coding = base64 ? Coding.BASE64 : first == '"' ? Coding.TEXT : Coding.PLAIN;
    return new Body(event, bodyFrom, bodyTo, coding);
  }
}
