package dev.treeline.event;

import dev.treeline.event.ReplyWriter.Form;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Reads Lambda events, and writes the replies to them and reads them back. Thread-safe: it has no
/// state.
///
/// Taken are HTTP API (payload 2.0 and 1.0), Function URL, REST API, load balancers, a bare JSON
/// document, and a batch of requests in one document; any other event is answered by saying what it
/// looks like.
public final class Events {
  /// Bytes that Lambda takes for one buffered reply, at most: the documented 6 MB and what its
  /// error spells out: "Response payload size exceeded maximum allowed payload size (6291556
  /// bytes)" (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). A longer one
  /// becomes an error of the gateway that names no cause.
  public static final int MOST_BYTES = 6_291_556;

  /// Bytes that a load balancer takes for one reply, at most
  /// (docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html).
  public static final int MOST_BALANCER_BYTES = 1 << 20;

  // A control character becomes an escape of six.
  private static final int MOST_BYTES_A_CHARACTER = 6;

  private Events() {}

  /// Reads an event. Nothing is thrown, whatever the bytes.
  ///
  /// @param event not copied, and not to be changed while the requests in it are in use
  public static Event read(byte[] event) {
    return EventReader.read(event);
  }

  /// Writes the reply to an event of one request, or to one that holds none.
  ///
  /// @throws IllegalArgumentException if the event is a batch
  public static void write(Event event, Reply reply, OutputStream out) throws IOException {
    if (event instanceof Event.Http http) {
      HttpRequest request = http.request();
      out.write(ReplyWriter.bytes(Form.of(request), Packing.packed(request, reply)));
    } else if (event instanceof Event.DirectBatch) {
      throw new IllegalArgumentException("found one reply, expected one for each of a batch");
    } else {
      out.write(ReplyWriter.bytes(Form.BARE, reply));
    }
    out.flush();
  }

  /// Reads back what [#write] wrote to a gateway, as the gateway does.
  ///
  /// @param reply not copied
  /// @param length how many of its bytes are the reply
  /// @throws IOException if it is no object with a `statusCode`
  public static Reply readReply(byte[] reply, int length) throws IOException {
    try {
      return ReplyReader.read(reply, length);
    } catch (Malformed e) {
      throw new IOException("the handler's reply: " + e.getMessage(), e);
    }
  }

  /// Writes the replies to a batch, `{"replies": [...]}`; each is an object of `statusCode`,
  /// `headers`, `body` and `isBase64Encoded`.
  ///
  /// @param replies one a request, in the order of the requests
  /// @throws IllegalArgumentException if there are fewer or more replies than requests
  public static void write(Event.DirectBatch batch, List<Reply> replies, OutputStream out)
      throws IOException {
    List<HttpRequest> requests = batch.requests();
    if (replies.size() != requests.size()) {
      throw new IllegalArgumentException(
          "found " + replies.size() + " replies, expected " + requests.size());
    }
    Reply[] packed = new Reply[replies.size()];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = Packing.packed(requests.get(i), replies.get(i));
    }
    out.write(ReplyWriter.batch(packed));
    out.flush();
  }

  /// The reply as it travels to this caller: in gzip where the caller takes it and it pays, and
  /// with `Vary` where that depends on the caller. Writing does the same to a reply that is not
  /// packed yet; who asks [#bytesIfLong] packs first, so that what is counted is what is written.
  public static Reply packed(HttpRequest request, Reply reply) {
    return Packing.packed(request, reply);
  }

  /// Bytes that [#write] would write of this reply as it is, or 0 when they are certainly no more
  /// than [#mostBytes]: short replies are not worth the counting.
  public static long bytesIfLong(HttpRequest request, Reply reply) {
    long characters = 1000L + reply.body().length;
    for (int i = 0; i < reply.headerCount(); i++) {
      characters += 10 + reply.headerName(i).length() + reply.headerValue(i).length();
    }
    return characters * MOST_BYTES_A_CHARACTER <= mostBytes(request) ? 0 : bytes(request, reply);
  }

  /// Bytes that [#write] would write of this reply as it is. In a batch, the other replies and a
  /// comma come on top, and 14 bytes around all of them.
  public static long bytes(HttpRequest request, Reply reply) {
    return ReplyWriter.length(Form.of(request), reply);
  }

  /// Bytes that the reply to this request may have: [#MOST_BYTES], or less behind a load balancer.
  public static int mostBytes(HttpRequest request) {
    return request.shape() == Shape.LOAD_BALANCER ? MOST_BALANCER_BYTES : MOST_BYTES;
  }
}
