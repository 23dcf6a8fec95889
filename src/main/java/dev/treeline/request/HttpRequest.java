package dev.treeline.request;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// One request, whatever event brought it.
final class HttpRequest {
  private final Shape shape;
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final String body;
  private final boolean base64;

  /// Which kind of event, and so which kind of reply.
  enum Shape {
    /// HTTP API, payload 2.0, and Function URL.
    HTTP_API,
    /// REST API, payload 1.0.
    REST_API,
    /// A bare document: the event is the body, the reply's body is the reply.
    DIRECT
  }

  /// @param path without the stage and without a slash at the end
  /// @param headers by lower-case name, several values of one name joined by commas
  /// @param base64 whether `body` is Base64 rather than text
  HttpRequest(
      Shape shape,
      String method,
      String path,
      Map<String, String> headers,
      String body,
      boolean base64) {
    this.shape = shape;
    this.method = method;
    this.path = path;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.base64 = base64;
  }

  Shape shape() {
    return shape;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  /// A header's value; empty when it was not sent or is blank.
  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName)).filter(value -> !value.isBlank());
  }

  /// The body's bytes, made anew at each call.
  ///
  /// @throws Refusal if they should come from Base64 and cannot
  byte[] body() {
    if (!base64) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException _) {
      throw new Refusal(
          Reason.UNREADABLE,
          "body: found text that is not Base64, expected Base64, since isBase64Encoded is true");
    }
  }
}
