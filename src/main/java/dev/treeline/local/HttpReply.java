package dev.treeline.local;

import dev.treeline.event.Events;
import dev.treeline.event.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;

/// What a function answered in payload format 2.0, as API Gateway would send it on.
record HttpReply(int status, HttpFields headers, ByteBuffer body) {
  /// Reads a function's reply.
  ///
  /// @param length how many bytes of the array are the reply
  /// @throws IOException if it is not an object with a `statusCode`
  static HttpReply parse(byte[] bytes, int length) throws IOException {
    Reply reply = Events.readReply(bytes, length);
    HttpFields.Mutable headers = HttpFields.build();
    for (int i = 0; i < reply.headerCount(); i++) {
      headers.put(reply.headerName(i), reply.headerValue(i));
    }
    return new HttpReply(reply.status(), headers, ByteBuffer.wrap(reply.body()));
  }
}
