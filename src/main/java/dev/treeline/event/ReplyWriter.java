package dev.treeline.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Puts replies into the shape of the event that asked: first the length, then the bytes, in one
/// array of that length.
///
/// Payload 1.0 and 2.0 read the same reply object. A load balancer wants the status in words too,
/// and lists of header values where it sent lists. A direct invocation gets the bare body, and so
/// no status.
final class ReplyWriter {
  // 1 where a byte of text stands for itself, 2 for a short escape, 6 for any other.
  private static final byte[] LENGTHS = lengths();
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);
  private static final String STATUS = "{\"statusCode\":";
  private static final String WORDS = ",\"statusDescription\":\"";
  private static final String HEADERS = ",\"headers\":{";
  private static final String LISTS = ",\"multiValueHeaders\":{";
  private static final String BODY = "},\"body\":\"";
  private static final String BASE64 = "\",\"isBase64Encoded\":true}";
  private static final String TEXT = "\",\"isBase64Encoded\":false}";
  private static final String OPEN = "{\"replies\":[";
  private static final String CLOSE = "]}";

  private final byte[] out;
  private int at;

  private ReplyWriter(long length) {
    out = new byte[Math.toIntExact(length)];
  }

  /// How a reply looks from outside.
  enum Form {
    /// The body alone.
    BARE,
    /// Status, headers and body.
    GATEWAY,
    /// The same and the status in words.
    BALANCER,
    /// The same and every header's value in a list.
    BALANCER_LISTS;

    static Form of(HttpRequest request) {
      if (request.shape() == Shape.LOAD_BALANCER) {
        return request.listsHeaders() ? BALANCER_LISTS : BALANCER;
      }
      return request.shape() == Shape.DIRECT ? BARE : GATEWAY;
    }
  }

  /// The bytes of one reply.
  static byte[] bytes(Form form, Reply reply) {
    if (form == Form.BARE) {
      return reply.body();
    }
    ReplyWriter writer = new ReplyWriter(length(form, reply));
    writer.put(form, reply);
    return writer.out;
  }

  /// The bytes of the replies to a batch.
  static byte[] batch(Reply[] replies) {
    long length = OPEN.length() + CLOSE.length() + Math.max(0, replies.length - 1L);
    for (Reply reply : replies) {
      length += length(Form.GATEWAY, reply);
    }
    ReplyWriter writer = new ReplyWriter(length);
    writer.put(OPEN);
    for (int i = 0; i < replies.length; i++) {
      writer.put(i == 0 ? "" : ",");
      writer.put(Form.GATEWAY, replies[i]);
    }
    writer.put(CLOSE);
    return writer.out;
  }

  /// How many bytes a reply has, without making them.
  static long length(Form form, Reply reply) {
    byte[] body = reply.body();
    if (form == Form.BARE) {
      return body.length;
    }
    long length = (long) STATUS.length() + String.valueOf(reply.status()).length();
    if (form != Form.GATEWAY) {
      length += WORDS.length() + StatusText.of(reply.status()).length() + 1;
    }
    boolean lists = form == Form.BALANCER_LISTS;
    length += (lists ? LISTS : HEADERS).length() + Math.max(0, reply.headerCount() - 1);
    for (int i = 0; i < reply.headerCount(); i++) {
      length += (lists ? 7 : 5) + escaped(reply.headerName(i)) + escaped(reply.headerValue(i));
    }
    length += BODY.length();
    return reply.binary()
        ? length + BASE64.length() + 4 * ((body.length + 2L) / 3)
        : length + TEXT.length() + escaped(body);
  }

  private static long escaped(byte[] text) {
    long length = 0;
    for (byte b : text) {
      length += LENGTHS[b & 0xFF];
    }
    return length;
  }

  private static int escaped(String visible) {
    int length = 0;
    for (int i = 0; i < visible.length(); i++) {
      length += LENGTHS[visible.charAt(i) & 0xFF];
    }
    return length;
  }

  private void put(Form form, Reply reply) {
    put(STATUS);
    put(String.valueOf(reply.status()));
    if (form != Form.GATEWAY) {
      put(WORDS);
      put(StatusText.of(reply.status()));
      put("\"");
    }
    boolean lists = form == Form.BALANCER_LISTS;
    put(lists ? LISTS : HEADERS);
    for (int i = 0; i < reply.headerCount(); i++) {
      put(i == 0 ? "\"" : ",\"");
      putEscaped(reply.headerName(i));
      put(lists ? "\":[\"" : "\":\"");
      putEscaped(reply.headerValue(i));
      put(lists ? "\"]" : "\"");
    }
    put(BODY);
    if (reply.binary()) {
      byte[] encoded = Base64.getEncoder().encode(reply.body());
      System.arraycopy(encoded, 0, out, at, encoded.length);
      at += encoded.length;
      put(BASE64);
    } else {
      putEscaped(reply.body());
      put(TEXT);
    }
  }

  /// Writes what is ASCII and needs no escape.
  private void put(String ascii) {
    byte[] to = out;
    int start = at;
    for (int i = 0; i < ascii.length(); i++) {
      to[start + i] = (byte) ascii.charAt(i);
    }
    at = start + ascii.length();
  }

  private void putEscaped(String visible) {
    if (escaped(visible) == visible.length()) {
      put(visible);
      return;
    }
    for (int i = 0; i < visible.length(); i++) {
      putEscaped((byte) visible.charAt(i));
    }
  }

  /// Copies from one escape to the next.
  private void putEscaped(byte[] text) {
    int copied = 0;
    for (int i = 0; i < text.length; i++) {
      if (LENGTHS[text[i] & 0xFF] != 1) {
        copy(text, copied, i);
        putEscaped(text[i]);
        copied = i + 1;
      }
    }
    copy(text, copied, text.length);
  }

  private void copy(byte[] text, int from, int to) {
    System.arraycopy(text, from, out, at, to - from);
    at += to - from;
  }

  private void putEscaped(byte b) {
    int length = LENGTHS[b & 0xFF];
    if (length == 1) {
      out[at++] = b;
      return;
    }
    out[at++] = '\\';
    if (length == 2) {
      out[at++] = shortEscape(b);
      return;
    }
    out[at++] = 'u';
    out[at++] = '0';
    out[at++] = '0';
    out[at++] = HEX[b >> 4];
    out[at++] = HEX[b & 15];
  }

  private static byte shortEscape(byte b) {
    return (byte)
        switch (b) {
          case '\b' -> 'b';
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\f' -> 'f';
          case '\r' -> 'r';
          default -> b;
        };
  }

  private static byte[] lengths() {
    byte[] lengths = new byte[256];
    for (int b = 0; b < lengths.length; b++) {
      lengths[b] =
          switch (b) {
            case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 2;
            default -> (byte) (b < ' ' ? 6 : 1);
          };
    }
    return lengths;
  }
}
