package dev.treeline.event;

import dev.treeline.event.BodyException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One request, whatever event brought it.
public final class HttpRequest {
  private final Shape shape;
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final Map<String, String> query;
  private final byte[] body;
  private final boolean base64;

  HttpRequest(
      Shape shape,
      String method,
      String path,
      Map<String, String> headers,
      byte[] body,
      boolean base64) {
    this.shape = shape;
    this.method = method;
    int mark = path.indexOf('?');
    this.path = mark < 0 ? path : path.substring(0, mark);
    this.headers = headers;
    this.query = new HashMap<>();
    this.body = body;
    this.base64 = base64;
    if (mark >= 0) {
      for (String pair : path.substring(mark + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], parts.length > 1 ? parts[1] : "");
      }
    }
  }

  /// A request as a caller would send it.
  ///
  /// @param target the path and, after a question mark, the query, percent-encoded
  /// @param headers by name in any case
  /// @param body as it travels, so compressed where `Content-Encoding` says so; not copied
  public static HttpRequest of(
      Shape shape, String method, String target, Map<String, String> headers, byte[] body) {
    Map<String, String> lower = new HashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return new HttpRequest(shape, method, target, lower, body, false);
  }

  /// Which kind of event brought it.
  public Shape shape() {
    return shape;
  }

  /// The method in capitals.
  public String method() {
    return method;
  }

  /// The path, without the gateway's stage or base path, decoded, without a slash at the end.
  public String path() {
    return path;
  }

  /// A query parameter, decoded; several values of one name joined by commas. Empty text when it
  /// was sent without a value.
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// A header's value, several of one name joined by commas; empty when it was not sent or is
  /// blank.
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName)).filter(value -> !value.isBlank());
  }

  /// The body's bytes, out of Base64 and gzip; none when there is no body. They may be the event's
  /// own and must not be changed.
  ///
  /// @param most bytes the body may have; a longer one is not decoded whole
  /// @throws BodyException if it cannot be decoded or is too long
  public byte[] body(int most) {
    byte[] bytes = base64 ? decoded() : body;
    if (bytes.length > most) {
      throw new BodyException(
          Kind.TOO_LARGE,
          "body: found "
              + bytes.length
              + " bytes, expected at most "
              + most
              + "; send fewer rows a request");
    }
    return bytes;
  }

  private byte[] decoded() {
    try {
      return Base64.getDecoder().decode(new String(body, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException _) {
      throw new BodyException(
          Kind.UNREADABLE,
          "body: found text that is not Base64, expected Base64, since isBase64Encoded is true");
    }
  }
}
