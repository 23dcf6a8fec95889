package dev.treeline.local;

import dev.treeline.capture.Countdown;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Collects the body of one request and then passes it on. Where more has to come, no thread waits
/// for it: [#run] is called again when it has.
///
/// Not thread-safe; Jetty calls it by one thread at a time.
final class Exchange implements Runnable {
  private static final int START = 4096;

  /// What becomes of a request.
  interface Ends {
    /// All of it has come: the first bytes of the array are its body.
    void whole(byte[] body, int length);

    /// It is longer than it may be; the rest was not read.
    void tooLong();

    /// It took longer than it may.
    void tooSlow();

    /// The caller has gone, or sends what is no HTTP.
    void broken(Throwable cause);
  }

  private final Request request;
  private final int most;
  private final Countdown left;
  private final Ends ends;
  private byte[] body;
  private int length;

  /// @param most bytes that the body may have
  /// @param left of the time in which it must come
  Exchange(Request request, int most, Countdown left, Ends ends) {
    this.request = request;
    this.most = most;
    this.left = left;
    this.ends = ends;
    long said = request.getLength();
    // No more than a start for what was announced: announcing costs the caller nothing.
    body = new byte[(int) Math.min(said < 0 ? START : said, Math.min(most, 1 << 16))];
  }

  /// Reads what is there.
  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        if (left.over()) {
          ends.tooSlow();
        } else {
          request.demand(this);
        }
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        ends.broken(chunk.getFailure());
        return;
      }
      boolean fits = add(chunk.getByteBuffer());
      boolean last = chunk.isLast();
      chunk.release();
      if (!fits) {
        ends.tooLong();
        return;
      }
      if (last) {
        ends.whole(body, length);
        return;
      }
    }
  }

  private boolean add(ByteBuffer bytes) {
    int more = bytes.remaining();
    if (more > most - length) {
      return false;
    }
    if (more > body.length - length) {
      long doubled = Math.min(most, 2L * body.length);
      body = Arrays.copyOf(body, (int) Math.max(doubled, length + more));
    }
    bytes.get(body, length, more);
    length += more;
    return true;
  }
}
