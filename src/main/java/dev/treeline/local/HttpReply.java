package dev.treeline.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a function answered in payload format 2.0, as API Gateway would send it on.
record HttpReply(int status, Map<String, String> headers, ByteBuffer body) {
  /// A reply is our own and as long as the handler lets it be.
  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  /// Reads a function's reply.
  ///
  /// @throws IOException if it is not an object with a `statusCode`
  static HttpReply parse(byte[] reply) throws IOException {
    JsonNode root = JSON.readTree(reply);
    if (root == null || !root.path("statusCode").isInt()) {
      throw new IOException("the handler's reply has no statusCode");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    root.path("headers").forEachEntry((name, value) -> headers.put(name, value.asText()));
    String body = root.path("body").asText("");
    return new HttpReply(
        root.path("statusCode").asInt(),
        headers,
        ByteBuffer.wrap(
            root.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8)));
  }
}
