package dev.treeline.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Calls a handler as a client behind an HTTP API does.
final class Caller {
  static final JsonMapper JSON = new JsonMapper();

  private final ScoreHandler handler;

  Caller(ScoreHandler handler) {
    this.handler = handler;
  }

  /// What came back.
  ///
  /// @param headers by lower-case name
  record Answer(int status, Map<String, String> headers, String body) {
    JsonNode json() {
      return parse(body);
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  Answer get(String path) {
    return send("GET", path, new byte[0]);
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /// @param headers names and values by turns
  Answer send(String method, String target, byte[] body, String... headers) {
    return answer(Bench.answer(handler, event(method, target, body, headers)));
  }

  /// The event that a call makes.
  static byte[] event(String method, String target, byte[] body, String... headers) {
    String[] parts = target.split("\\?", 2);
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0").put("rawPath", parts[0]);
    event.put("rawQueryString", parts.length > 1 ? parts[1] : "");
    event.putObject("requestContext").putObject("http").put("method", method);
    ObjectNode named = event.putObject("headers");
    for (int i = 0; i < headers.length; i += 2) {
      named.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
    }
    if (parts.length > 1) {
      ObjectNode query = event.putObject("queryStringParameters");
      for (String pair : parts[1].split("&", -1)) {
        String[] both = pair.split("=", 2);
        query.put(both[0], both.length > 1 ? both[1] : "");
      }
    }
    event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// What a reply says.
  static Answer answer(byte[] bytes) {
    JsonNode reply = parse(Bench.text(bytes));
    Map<String, String> all = new HashMap<>();
    reply
        .path("headers")
        .forEachEntry((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value.asText()));
    return new Answer(reply.path("statusCode").asInt(), all, body(reply));
  }

  /// Bytes that are no text are shown in Latin-1.
  private static String body(JsonNode reply) {
    String body = reply.path("body").asText("");
    return reply.path("isBase64Encoded").asBoolean()
        ? new String(Base64.getDecoder().decode(body), StandardCharsets.ISO_8859_1)
        : body;
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
