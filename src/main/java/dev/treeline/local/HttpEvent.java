package dev.treeline.local;

import dev.treeline.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// One HTTP request as API Gateway's HTTP API hands it to a function (payload format 2.0), so that
/// the server drives the real handler by the event that it meets in AWS.
///
/// Written straight from Jetty's request: every request of the server pays for this.
///
/// Source: "Create AWS Lambda proxy integrations for HTTP APIs" in the API Gateway guide.
final class HttpEvent {
  private static final DateTimeFormatter CLF_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  // What an event has beside its headers and its body, about.
  private static final int FRAME = 1536;

  private static volatile Second second = new Second(Long.MIN_VALUE, "");

  /// A second in words, which many requests share.
  private record Second(long epoch, String text) {
    static String text(long millis) {
      long epoch = Math.floorDiv(millis, 1000L);
      Second last = second;
      if (last.epoch != epoch) {
        last = new Second(epoch, CLF_TIME.format(Instant.ofEpochSecond(epoch)));
        second = last;
      }
      return last.text;
    }
  }

  private final Request request;
  private final byte[] body;
  private final int length;

  /// @param body holds the body
  /// @param length how many of its bytes are the body's
  HttpEvent(Request request, byte[] body, int length) {
    this.request = request;
    this.body = body;
    this.length = length;
  }

  /// The event as UTF-8 JSON.
  ///
  /// @param id the request's
  /// @param millis when it came, since 1970
  InputStream json(String id, long millis) {
    JsonWriter json = JsonWriter.plain(FRAME + length + length / 4);
    String path = request.getHttpURI().getDecodedPath();
    String query = request.getHttpURI().getQuery();
    json.startObject();
    json.field("version", "2.0");
    json.field("routeKey", "$default");
    json.field("rawPath", path);
    json.field("rawQueryString", query == null ? "" : query);
    writeHeaders(json, request.getHeaders());
    if (query != null && !query.isEmpty()) {
      writeQuery(json, query);
    }
    writeContext(json, id, millis, path);
    writeBody(json);
    json.endObject();
    return new ByteArrayInputStream(json.bytes());
  }

  /// By lower-case name, several values of one name joined by commas. The search for other values
  /// is short: Jetty bounds the head of a request by some thousand bytes.
  private static void writeHeaders(JsonWriter json, HttpFields fields) {
    json.name("headers");
    json.startObject();
    int count = fields.size();
    for (int i = 0; i < count; i++) {
      HttpField field = fields.getField(i);
      String name = field.getLowerCaseName();
      if (indexOf(fields, name, 0) == i) {
        int next = indexOf(fields, name, i + 1);
        json.field(name, next < 0 ? value(field) : joined(fields, name, i));
      }
    }
    json.endObject();
  }

  private static int indexOf(HttpFields fields, String lowerCaseName, int from) {
    for (int i = from; i < fields.size(); i++) {
      if (fields.getField(i).getLowerCaseName().equals(lowerCaseName)) {
        return i;
      }
    }
    return -1;
  }

  private static String joined(HttpFields fields, String name, int first) {
    StringBuilder joined = new StringBuilder(value(fields.getField(first)));
    for (int i = indexOf(fields, name, first + 1); i >= 0; i = indexOf(fields, name, i + 1)) {
      joined.append(',').append(value(fields.getField(i)));
    }
    return joined.toString();
  }

  private static String value(@Nullable HttpField field) {
    String value = field == null ? null : field.getValue();
    return value == null ? "" : value;
  }

  private static void writeQuery(JsonWriter json, String query) {
    json.name("queryStringParameters");
    json.startObject();
    for (Map.Entry<String, String> parameter : QueryString.parse(query).entrySet()) {
      json.field(parameter.getKey(), parameter.getValue());
    }
    json.endObject();
  }

  private void writeContext(JsonWriter json, String id, long millis, String path) {
    HttpFields headers = request.getHeaders();
    String host = headers.get("host");
    json.name("requestContext");
    json.startObject();
    json.field("accountId", "anonymous");
    json.field("apiId", "local");
    json.field("domainName", host == null ? "localhost" : host);
    json.name("http");
    json.startObject();
    json.field("method", request.getMethod());
    json.field("path", path);
    json.field("protocol", "HTTP/1.1");
    json.field("sourceIp", Request.getRemoteAddr(request));
    json.field("userAgent", value(headers.getField("user-agent")));
    json.endObject();
    json.field("requestId", id);
    json.field("stage", "$default");
    json.field("time", Second.text(millis));
    json.field("timeEpoch", millis);
    json.endObject();
  }

  private void writeBody(JsonWriter json) {
    String text = isTextType() ? text() : null;
    if (length > 0) {
      json.field("body", text != null ? text : base64());
    }
    json.field("isBase64Encoded", text == null && length > 0);
  }

  private String base64() {
    ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(body, 0, length));
    return new String(encoded.array(), 0, encoded.limit(), StandardCharsets.ISO_8859_1);
  }

  /// The body as text; null when it is no UTF-8.
  private @Nullable String text() {
    if (isAscii()) {
      return new String(body, 0, length, StandardCharsets.ISO_8859_1);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(body, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  private boolean isAscii() {
    int seen = 0;
    for (int i = 0; i < length; i++) {
      seen |= body[i];
    }
    return seen >= 0;
  }

  /// HTTP API passes these as text and everything else in Base64.
  private boolean isTextType() {
    String type = request.getHeaders().get("content-type");
    if (type == null || type.equals("application/json")) {
      return type != null;
    }
    int end = type.indexOf(';');
    String bare = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return bare.startsWith("text/")
        || bare.endsWith("json")
        || bare.endsWith("xml")
        || bare.endsWith("jsonlines")
        || bare.endsWith("javascript")
        || bare.equals("application/x-www-form-urlencoded");
  }
}
