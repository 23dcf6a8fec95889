package dev.treeline.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One HTTP request as API Gateway's HTTP API hands it to a function (payload format 2.0), so that
/// the server drives the real handler by the event that it meets in AWS.
///
/// Source: "Create AWS Lambda proxy integrations for HTTP APIs" in the API Gateway guide.
///
/// @param headers by lower-case name, several values of one name joined by commas
/// @param body its remaining bytes are the body; left unread
/// @param query as sent, without the question mark; empty when there is none
record HttpEvent(
    String id,
    Instant time,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String remoteAddress,
    ByteBuffer body) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter CLF_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// The event as UTF-8 JSON.
  byte[] json() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.remaining() + 1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("version", "2.0");
      json.writeStringField("routeKey", "$default");
      json.writeStringField("rawPath", path);
      json.writeStringField("rawQueryString", query);
      writeStrings(json, "headers", headers);
      if (!query.isEmpty()) {
        writeStrings(json, "queryStringParameters", QueryString.parse(query));
      }
      writeContext(json);
      writeBody(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private void writeContext(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("accountId", "anonymous");
    json.writeStringField("apiId", "local");
    json.writeStringField("domainName", headers.getOrDefault("host", "localhost"));
    json.writeObjectFieldStart("http");
    json.writeStringField("method", method);
    json.writeStringField("path", path);
    json.writeStringField("protocol", "HTTP/1.1");
    json.writeStringField("sourceIp", remoteAddress);
    json.writeStringField("userAgent", headers.getOrDefault("user-agent", ""));
    json.writeEndObject();
    json.writeStringField("requestId", id);
    json.writeStringField("stage", "$default");
    json.writeStringField("time", CLF_TIME.format(time));
    json.writeNumberField("timeEpoch", time.toEpochMilli());
    json.writeEndObject();
  }

  private void writeBody(JsonGenerator json) throws IOException {
    if (!body.hasRemaining()) {
      json.writeBooleanField("isBase64Encoded", false);
      return;
    }
    Optional<String> text = isTextType() ? utf8() : Optional.empty();
    json.writeStringField("body", text.orElseGet(() -> base64()));
    json.writeBooleanField("isBase64Encoded", text.isEmpty());
  }

  private static void writeStrings(JsonGenerator json, String name, Map<String, String> strings)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> string : strings.entrySet()) {
      json.writeStringField(string.getKey(), string.getValue());
    }
    json.writeEndObject();
  }

  /// HTTP API passes these as text and everything else in Base64.
  private boolean isTextType() {
    String type = headers.getOrDefault("content-type", "");
    String bare =
        Stream.of(type.split(";", 2)).findFirst().orElse("").strip().toLowerCase(Locale.ROOT);
    return bare.startsWith("text/")
        || bare.endsWith("json")
        || bare.endsWith("xml")
        || bare.endsWith("jsonlines")
        || bare.endsWith("javascript")
        || bare.equals("application/x-www-form-urlencoded");
  }

  private Optional<String> utf8() {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private String base64() {
    ByteBuffer encoded = Base64.getEncoder().encode(body.duplicate());
    return StandardCharsets.ISO_8859_1.decode(encoded).toString();
  }

  /// Query parameters, decoded; several values of one name joined by commas, as HTTP API does.
  private static final class QueryString {
    private QueryString() {}

    static Map<String, String> parse(String query) {
      return Stream.of(query.split("&"))
          .filter(pair -> !pair.isEmpty())
          .map(pair -> pair.split("=", 2))
          .collect(
              Collectors.toMap(
                  pair -> decode(pair[0]),
                  pair -> pair.length > 1 ? decode(pair[1]) : "",
                  (first, second) -> first + "," + second));
    }

    private static String decode(String text) {
      try {
        return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) {
        return text; // a stray percent sign: pass on what was sent
      }
    }
  }
}
