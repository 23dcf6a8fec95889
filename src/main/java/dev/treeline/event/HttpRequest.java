package dev.treeline.event;

import dev.treeline.event.Body.Coding;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request, whatever event brought it. Immutable while the event's bytes are left alone: what
/// it holds is decoded from them when somebody asks.
public final class HttpRequest {
  private final Shape shape;
  private final Target target;
  private final Headers headers;
  private final Body body;

  /// What the request is aimed at.
  ///
  /// @param method in capitals
  /// @param path without stage and base path, decoded, without a slash at the end
  record Target(String method, String path, Query query) {}

  /// @param lists what came as lists of values; wins over the others where it has the name
  record Headers(Fields single, Fields lists) {}

  HttpRequest(Shape shape, Target target, Headers headers, Body body) {
    this.shape = shape;
    this.target = target;
    this.headers = headers;
    this.body = body;
  }

  /// A request as a caller would send it.
  ///
  /// @param target the path and, after a question mark, the query, both percent-encoded
  /// @param headers by name in any case
  /// @param body as it travels, so compressed where `Content-Encoding` says so; not copied
  public static HttpRequest of(
      Shape shape, String method, String target, Map<String, String> headers, byte[] body) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    String[] pairs = new String[2 * headers.size()];
    int at = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      pairs[at++] = header.getKey();
      pairs[at++] = header.getValue();
    }
    return new HttpRequest(
        shape,
        new Target(
            Paths.capitals(method),
            Paths.trimmed(PercentText.ofPath(path)),
            new Query(Fields.NONE, true, query)),
        new Headers(Fields.of(pairs), Fields.NONE),
        new Body(body, 0, body.length, Coding.PLAIN));
  }

  /// Which kind of event brought it.
  public Shape shape() {
    return shape;
  }

  /// The method in capitals.
  public String method() {
    return target.method();
  }

  /// The path, without the gateway's stage or base path, decoded, without a slash at the end.
  public String path() {
    return target.path();
  }

  /// A query parameter, decoded; several values of one name joined by commas. Empty text when it
  /// was sent without a value.
  public Optional<String> query(String name) {
    return Optional.ofNullable(target.query().value(name));
  }

  /// A header's value, several of one name joined by commas; empty when it was not sent or is
  /// blank.
  public Optional<String> header(String lowerCaseName) {
    String value = rawHeader(lowerCaseName);
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  private @Nullable String rawHeader(String lowerCaseName) {
    String listed = headers.lists().header(lowerCaseName);
    return listed == null ? headers.single().header(lowerCaseName) : listed;
  }

  /// The body's bytes, out of Base64 and gzip; none when there is no body. Decoded anew at each
  /// call. They may be the event's own and must not be changed.
  ///
  /// @param most bytes the body may have; a longer one is refused before it is decoded, and one
  ///   that gzip would make longer as soon as it does
  /// @throws BodyException if it cannot be decoded or is too long
  public byte[] body(int most) {
    String encoding = rawHeader("content-encoding");
    return body.decoded(encoding == null ? "" : encoding, most);
  }

  /// Whether the caller's headers came as lists, so that a load balancer wants lists back.
  boolean listsHeaders() {
    return !headers.lists().isEmpty();
  }
}
