package dev.treeline.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.jetty.http.HttpFields;

/// What a function answered in payload format 2.0, as API Gateway would send it on.
record HttpReply(int status, HttpFields headers, ByteBuffer body) {
  /// A reply is our own and as long as the handler lets it be.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int UNSAID = -1;

  /// Reads a function's reply.
  ///
  /// @param length how many bytes of the array are the reply
  /// @throws IOException if it is not an object with a `statusCode`
  static HttpReply parse(byte[] reply, int length) throws IOException {
    int status = UNSAID;
    HttpFields.Mutable headers = HttpFields.build();
    String body = "";
    boolean base64 = false;
    try (JsonParser json = JSON.createParser(reply, 0, length)) {
      boolean object = json.nextToken() == JsonToken.START_OBJECT;
      while (object && json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        switch (name) {
          case "statusCode" ->
              status = value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : UNSAID;
          case "headers" -> readHeaders(json, headers);
          case "body" -> body = value == JsonToken.VALUE_STRING ? json.getText() : "";
          case "isBase64Encoded" -> base64 = value == JsonToken.VALUE_TRUE;
          default -> json.skipChildren();
        }
      }
    }
    if (status == UNSAID) {
      throw new IOException("the handler's reply has no statusCode");
    }
    return new HttpReply(status, headers, bytes(body, base64));
  }

  private static ByteBuffer bytes(String body, boolean base64) {
    if (body.isEmpty()) {
      return NOTHING.duplicate();
    }
    return ByteBuffer.wrap(
        base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8));
  }

  private static void readHeaders(JsonParser json, HttpFields.Mutable headers) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken().isScalarValue()) {
        headers.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }
}
