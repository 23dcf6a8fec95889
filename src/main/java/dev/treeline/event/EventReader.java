package dev.treeline.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads one Lambda event, streaming, without classes for its kinds.
///
/// The kinds are told apart by where the method stands: `requestContext.http.method` (HTTP API,
/// payload 2.0, and Function URL), `httpMethod` (REST API, payload 1.0), or nowhere: then the event
/// itself is the body, a direct invocation. What is no JSON at all is a direct invocation too,
/// whose body then cannot be read.
final class EventReader {
  // The body is one string of the event; its length is limited elsewhere.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final byte[] event;
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String> joinedHeaders = new HashMap<>();
  private String restMethod = "";
  private String restPath = "";
  private String restResource = "";
  private String httpMethod = "";
  private String httpPath = "";
  private String stage = "";
  private String body = "";
  private boolean base64;

  private EventReader(byte[] event) {
    this.event = event;
  }

  /// Reads an event; every event is a request of some kind.
  static HttpRequest read(byte[] event) {
    EventReader reader = new EventReader(event);
    try (JsonParser json = JSON.createParser(event)) {
      reader.readMembers(json);
    } catch (IOException _) {
      return reader.direct();
    }
    return reader.request();
  }

  private HttpRequest request() {
    if (!httpMethod.isEmpty()) {
      return http(Shape.HTTP_API, httpMethod, withoutStage(httpPath));
    }
    if (!restMethod.isEmpty()) {
      // A custom domain may put its own prefix before the path; the resource has none.
      boolean exact = !restResource.isEmpty() && restResource.indexOf('{') < 0;
      return http(Shape.REST_API, restMethod, exact ? restResource : restPath);
    }
    return direct();
  }

  private HttpRequest http(Shape shape, String method, String path) {
    headers.putAll(joinedHeaders);
    boolean slashed = path.length() > 1 && path.endsWith("/");
    String trimmed = slashed ? path.substring(0, path.length() - 1) : path;
    return new HttpRequest(
        shape,
        method.toUpperCase(Locale.ROOT),
        trimmed,
        headers,
        body.getBytes(StandardCharsets.UTF_8),
        base64);
  }

  /// The event is the body.
  private HttpRequest direct() {
    return new HttpRequest(
        Shape.DIRECT,
        "POST",
        "/invocations",
        Map.of("content-type", "application/json"),
        event,
        false);
  }

  private String withoutStage(String path) {
    boolean staged = !stage.isEmpty() && path.startsWith("/" + stage + "/");
    return staged ? path.substring(stage.length() + 1) : path;
  }

  private void readMembers(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      switch (key) {
        case "httpMethod" -> restMethod = text(json);
        case "path" -> restPath = text(json);
        case "resource" -> restResource = text(json);
        case "rawPath" -> httpPath = text(json);
        case "body" -> body = text(json);
        case "isBase64Encoded" -> {
          base64 = value == JsonToken.VALUE_TRUE;
          json.skipChildren();
        }
        case "headers" -> readHeaders(json, headers);
        case "multiValueHeaders" -> readHeaders(json, joinedHeaders);
        case "requestContext" -> readContext(json);
        default -> json.skipChildren();
      }
    }
  }

  private void readContext(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals("stage")) {
        stage = text(json);
      } else if (key.equals("http") && value == JsonToken.START_OBJECT) {
        readHttp(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readHttp(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "method" -> httpMethod = text(json);
        case "path" -> {
          String path = text(json);
          httpPath = httpPath.isEmpty() ? path : httpPath;
        }
        default -> json.skipChildren();
      }
    }
  }

  /// Reads headers whose values are strings or, in `multiValueHeaders`, lists of them.
  private static void readHeaders(JsonParser json, Map<String, String> into) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName().toLowerCase(Locale.ROOT);
      if (json.nextToken() == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          into.merge(name, text(json), (first, second) -> first + "," + second);
        }
      } else {
        into.put(name, text(json));
      }
    }
  }

  /// The scalar at hand as text; empty for `null` and for what is no scalar.
  private static String text(JsonParser json) throws IOException {
    boolean scalar = json.currentToken().isScalarValue();
    boolean missing = json.currentToken() == JsonToken.VALUE_NULL;
    json.skipChildren();
    return scalar && !missing ? json.getText() : "";
  }
}
