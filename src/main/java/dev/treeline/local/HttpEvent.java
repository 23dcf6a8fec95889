package dev.treeline.local;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
  // Jackson keeps its buffers by thread unless told otherwise, and here each request has its own.
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();
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

  /// The event's bytes, read where they were written.
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes(int size) {
      super(size);
    }

    InputStream in() {
      return new ByteArrayInputStream(buf, 0, count);
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
  InputStream json(String id, long millis) throws IOException {
    Bytes bytes = new Bytes(FRAME + length + length / 4);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      String path = request.getHttpURI().getDecodedPath();
      String query = request.getHttpURI().getQuery();
      json.writeStartObject();
      json.writeStringField("version", "2.0");
      json.writeStringField("routeKey", "$default");
      json.writeStringField("rawPath", path);
      json.writeStringField("rawQueryString", query == null ? "" : query);
      writeHeaders(json, request.getHeaders());
      if (query != null && !query.isEmpty()) {
        writeQuery(json, query);
      }
      writeContext(json, id, millis, path);
      writeBody(json);
      json.writeEndObject();
    }
    return bytes.in();
  }

  /// By lower-case name, several values of one name joined by commas. The search for other values
  /// is short: Jetty bounds the head of a request by some thousand bytes.
  private static void writeHeaders(JsonGenerator json, HttpFields fields) throws IOException {
    json.writeObjectFieldStart("headers");
    int count = fields.size();
    for (int i = 0; i < count; i++) {
      HttpField field = fields.getField(i);
      String name = field.getLowerCaseName();
      if (indexOf(fields, name, 0) == i) {
        int next = indexOf(fields, name, i + 1);
        json.writeStringField(name, next < 0 ? value(field) : joined(fields, name, i));
      }
    }
    json.writeEndObject();
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

  private static void writeQuery(JsonGenerator json, String query) throws IOException {
    json.writeObjectFieldStart("queryStringParameters");
    for (Map.Entry<String, String> parameter : QueryString.parse(query).entrySet()) {
      json.writeStringField(parameter.getKey(), parameter.getValue());
    }
    json.writeEndObject();
  }

  private void writeContext(JsonGenerator json, String id, long millis, String path)
      throws IOException {
    HttpFields headers = request.getHeaders();
    String host = headers.get("host");
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("accountId", "anonymous");
    json.writeStringField("apiId", "local");
    json.writeStringField("domainName", host == null ? "localhost" : host);
    json.writeObjectFieldStart("http");
    json.writeStringField("method", request.getMethod());
    json.writeStringField("path", path);
    json.writeStringField("protocol", "HTTP/1.1");
    json.writeStringField("sourceIp", Request.getRemoteAddr(request));
    json.writeStringField("userAgent", value(headers.getField("user-agent")));
    json.writeEndObject();
    json.writeStringField("requestId", id);
    json.writeStringField("stage", "$default");
    json.writeStringField("time", Second.text(millis));
    json.writeNumberField("timeEpoch", millis);
    json.writeEndObject();
  }

  private void writeBody(JsonGenerator json) throws IOException {
    boolean base64 = false;
    if (length > 0) {
      json.writeFieldName("body");
      base64 = !(isTextType() && wroteText(json));
      if (base64) {
        ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(body, 0, length));
        json.writeRawUTF8String(encoded.array(), 0, encoded.limit());
      }
    }
    json.writeBooleanField("isBase64Encoded", base64);
  }

  /// Whether the body is text, which is then written. ASCII is copied as it is, anything else must
  /// first prove to be UTF-8.
  private boolean wroteText(JsonGenerator json) throws IOException {
    if (isAscii()) {
      json.writeUTF8String(body, 0, length);
      return true;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(body, 0, length);
      json.writeString(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
      return true;
    } catch (CharacterCodingException _) {
      return false;
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
