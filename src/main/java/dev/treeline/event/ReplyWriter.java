package dev.treeline.event;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

/// Puts a reply into the shape of the event that asked for it. Payload 1.0 and 2.0 read the same
/// reply object; a direct invocation gets the bare body, and so no status.
final class ReplyWriter {
  /// Bytes that Lambda takes for one buffered reply, at most: the documented 6 MB and what its
  /// error spells out: "Response payload size exceeded maximum allowed payload size (6291556
  /// bytes)" (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). A longer one
  /// becomes an error of the gateway that names no cause.
  static final int MOST_BYTES = 6_291_556;

  // A control character becomes an escape of six.
  private static final int MOST_BYTES_A_CHARACTER = 6;

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private ReplyWriter() {}

  static void write(Shape shape, Reply reply, OutputStream out) throws IOException {
    switch (shape) {
      case DIRECT -> out.write(reply.body());
      case HTTP_API, REST_API, LOAD_BALANCER, DIRECT_BATCH -> writeHttp(reply, out);
    }
    out.flush();
  }

  /// Bytes that [#write] would write, or 0 when they are certainly no more than [#MOST_BYTES]:
  /// short replies are not worth the counting.
  static long bytesIfLong(Shape shape, Reply reply) {
    long characters = 1000L + reply.body().length;
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      characters += 10 + header.getKey().length() + header.getValue().length();
    }
    if (characters * MOST_BYTES_A_CHARACTER <= MOST_BYTES) {
      return 0;
    }
    Counted counted = new Counted();
    try {
      write(shape, reply, counted);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Counting does not fail.
    }
    return counted.bytes;
  }

  /// Counts and forgets.
  private static final class Counted extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] chunk, int from, int length) {
      bytes += length;
    }
  }

  private static void writeHttp(Reply reply, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", reply.status());
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : reply.headers().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeStringField(
          "body", reply.binary() ? Base64.getEncoder().encodeToString(reply.body()) : reply.text());
      json.writeBooleanField("isBase64Encoded", reply.binary());
      json.writeEndObject();
    }
  }
}
