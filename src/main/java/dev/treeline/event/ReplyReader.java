package dev.treeline.event;

import java.util.Arrays;
import java.util.Base64;

/// Reads a reply in the shape that API Gateway gets (payload format 2.0): `statusCode`, `headers`,
/// `body`, `isBase64Encoded`. The counterpart of [ReplyWriter], for who stands where the gateway
/// stands.
final class ReplyReader {
  private static final int UNSAID = -1;

  private final JsonBytes json;
  private final byte[] bytes;
  private int status = UNSAID;
  // A name, its value, the next name, ...; usually the four that the endpoint sends.
  private String[] headers = new String[8];
  private int headersEnd;
  private byte[] body = {};
  private boolean base64;

  private ReplyReader(byte[] bytes, int length) {
    this.bytes = bytes;
    this.json = new JsonBytes(bytes, 0, length);
  }

  /// Reads a reply.
  ///
  /// @throws Malformed if it is not an object with a `statusCode`, or not in Base64 where it says
  ///   so
  static Reply read(byte[] bytes, int length) throws Malformed {
    ReplyReader reader = new ReplyReader(bytes, length);
    if (reader.json.enters('{')) {
      while (reader.json.nextMember()) {
        reader.member(reader.json.spanText());
      }
    }
    if (reader.status == UNSAID) {
      throw new Malformed("$.statusCode: found none, expected an HTTP status");
    }
    return reader.reply();
  }

  private void member(String name) throws Malformed {
    switch (name) {
      case "statusCode" -> {
        json.value();
        status = number(json.spanText());
      }
      case "headers" -> headers();
      case "body" -> {
        boolean string = json.peek() == '"';
        json.value();
        body = string ? JsonText.unescaped(bytes, json.from(), json.to()) : body;
      }
      case "isBase64Encoded" -> {
        json.value();
        base64 = json.spanText().equals("true");
      }
      default -> json.value();
    }
  }

  private void headers() throws Malformed {
    if (!json.enters('{')) {
      json.value();
      return;
    }
    while (json.nextMember()) {
      if (headersEnd == headers.length) {
        headers = Arrays.copyOf(headers, 2 * headers.length);
      }
      headers[headersEnd] = json.spanText();
      json.value();
      headers[headersEnd + 1] = json.spanText();
      headersEnd += 2;
    }
  }

  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException _) {
      return UNSAID;
    }
  }

  private Reply reply() throws Malformed {
    try {
      byte[] decoded = base64 ? Base64.getDecoder().decode(body) : body;
      return Reply.of(status, Arrays.copyOf(headers, headersEnd), decoded, base64);
    } catch (IllegalArgumentException e) {
      throw new Malformed("$.body: found no Base64, expected it");
    }
  }
}
