package dev.treeline.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One HTTP reply, before it is put into the event's shape. Immutable, but for the body's bytes,
/// which are the caller's array and must not be changed once given.
public final class Reply {
  private static final String[] NO_HEADERS = {};
  private static final byte[] NO_BYTES = {};

  private final int status;
  // A name, its value, the next name, ... in the order they are written.
  private final String[] headers;
  private final byte[] body;
  private final Travel travel;

  /// How the body travels.
  private enum Travel {
    TEXT,
    BINARY,
    PACKED_TEXT,
    PACKED_BINARY
  }

  private Reply(int status, String[] headers, byte[] body, Travel travel) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.travel = travel;
  }

  /// A reply whose body is text.
  ///
  /// @param utf8 the text in UTF-8; not copied
  public static Reply text(int status, String contentType, byte[] utf8) {
    return new Reply(status, NO_HEADERS, utf8, Travel.TEXT).with("Content-Type", contentType);
  }

  /// A reply whose body travels in Base64, since it may hold any bytes.
  ///
  /// @param bytes not copied
  public static Reply binary(int status, String contentType, byte[] bytes) {
    return new Reply(status, NO_HEADERS, bytes, Travel.BINARY).with("Content-Type", contentType);
  }

  /// A reply without a body.
  public static Reply empty(int status) {
    return new Reply(status, NO_HEADERS, NO_BYTES, Travel.TEXT);
  }

  /// The same reply with one more header, or with another value for it.
  ///
  /// @param value shown in visible ASCII and blanks; any other character becomes a question mark
  public Reply with(String name, String value) {
    int at = indexOf(name);
    String[] more = Arrays.copyOf(headers, at < 0 ? headers.length + 2 : headers.length);
    int to = at < 0 ? headers.length : at;
    more[to] = visible(name);
    more[to + 1] = visible(value);
    return new Reply(status, more, body, travel);
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// A header's value; names differ by more than case.
  public Optional<String> header(String name) {
    int at = indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(headers[at + 1]);
  }

  /// All headers, in the order they are written.
  public Map<String, String> headers() {
    Map<String, String> all = LinkedHashMap.newLinkedHashMap(headers.length / 2);
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return Collections.unmodifiableMap(all);
  }

  /// The body's bytes, not copied and not to be changed; none when there is no body.
  public byte[] body() {
    return body;
  }

  /// The body as text; what is not UTF-8 becomes U+FFFD.
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// Whether the body travels in Base64.
  public boolean binary() {
    return travel == Travel.BINARY || travel == Travel.PACKED_BINARY;
  }

  /// How many headers there are.
  public int headerCount() {
    return headers.length / 2;
  }

  /// A header's name, by its position from 0.
  public String headerName(int position) {
    return headers[2 * position];
  }

  /// A header's value, by its position from 0.
  public String headerValue(int position) {
    return headers[2 * position + 1];
  }

  /// Whether it was already decided if the body travels in gzip.
  boolean packed() {
    return travel == Travel.PACKED_TEXT || travel == Travel.PACKED_BINARY;
  }

  /// A reply that was read.
  ///
  /// @param headers a name, its value, the next name, ...
  static Reply of(int status, String[] headers, byte[] body, boolean inBase64) {
    return new Reply(status, headers, body, inBase64 ? Travel.BINARY : Travel.TEXT);
  }

  /// The same status and headers over the body that travels.
  Reply over(byte[] packed, boolean inBase64) {
    return new Reply(status, headers, packed, inBase64 ? Travel.PACKED_BINARY : Travel.PACKED_TEXT);
  }

  private int indexOf(String name) {
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /// A model's name may be any text; a header's value holds visible ASCII only.
  private static String visible(String value) {
    int at = 0;
    while (at < value.length() && isVisible(value.charAt(at))) {
      at++;
    }
    if (at == value.length()) {
      return value;
    }
    char[] shown = value.toCharArray();
    for (int i = at; i < shown.length; i++) {
      shown[i] = isVisible(shown[i]) ? shown[i] : '?';
    }
    return new String(shown);
  }

  private static boolean isVisible(char c) {
    return c >= ' ' && c <= '~';
  }
}
