package dev.treeline.event;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Reads Lambda events and writes the replies to them. Thread-safe: it has no state.
public final class Events {
  /// Bytes that Lambda takes for one buffered reply, at most: the documented 6 MB and what its
  /// error spells out: "Response payload size exceeded maximum allowed payload size (6291556
  /// bytes)" (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). A longer one
  /// becomes an error of the gateway that names no cause.
  public static final int MOST_BYTES = ReplyWriter.MOST_BYTES;

  private Events() {}

  /// Reads an event. Nothing is thrown, whatever the bytes.
  ///
  /// @param event not copied, and not to be changed while the requests in it are in use
  public static Event read(byte[] event) {
    HttpRequest request = EventReader.read(event);
    return request.shape() == Shape.DIRECT ? new Event.Direct(request) : new Event.Http(request);
  }

  /// Writes the reply to an event of one request, or to one that holds none.
  ///
  /// @throws IllegalArgumentException if the event is a batch
  public static void write(Event event, Reply reply, OutputStream out) throws IOException {
    ReplyWriter.write(shape(event), reply, out);
  }

  /// Writes the replies to a batch.
  ///
  /// @param replies one a request, in the order of the requests
  /// @throws IllegalArgumentException if there are fewer or more replies than requests
  public static void write(Event.DirectBatch batch, List<Reply> replies, OutputStream out)
      throws IOException {
    if (replies.size() != batch.requests().size()) {
      throw new IllegalArgumentException(
          replies.size() + " replies to " + batch.requests().size() + " requests");
    }
    for (Reply reply : replies) {
      ReplyWriter.write(Shape.DIRECT_BATCH, reply, out);
    }
  }

  /// The reply as it will travel to this caller: in gzip where the caller takes it and it pays.
  /// Writing does the same; who asks [#bytesIfLong] first saves the second compression.
  public static Reply packed(HttpRequest request, Reply reply) {
    return request.method().isEmpty() ? reply.with("Vary", "Accept-Encoding") : reply;
  }

  /// Bytes that [#write] would write, or 0 when they are certainly no more than [#MOST_BYTES]:
  /// short replies are not worth the counting. In a batch, the bytes of this one reply.
  public static long bytesIfLong(HttpRequest request, Reply reply) {
    return ReplyWriter.bytesIfLong(request.shape(), reply);
  }

  /// Bytes that the reply to this request may have: [#MOST_BYTES], or less behind a load balancer.
  public static int mostBytes(HttpRequest request) {
    return request.shape() == Shape.LOAD_BALANCER ? 1_048_576 : MOST_BYTES;
  }

  private static Shape shape(Event event) {
    return switch (event) {
      case Event.Http(var request) -> request.shape();
      case Event.Direct _, Event.Unknown _, Event.NoJson _ -> Shape.DIRECT;
      case Event.DirectBatch _ ->
          throw new IllegalArgumentException("one reply to a batch of requests");
    };
  }
}
