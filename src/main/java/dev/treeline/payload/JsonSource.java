package dev.treeline.payload;

import dev.treeline.json.JsonTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The bytes of a JSON body: read once as they stream by, and once more from the start where its
/// shape asks for it, as long as no row was shown.
final class JsonSource {
  /// Most bytes that are kept of a stream for a second reading.
  static final int MAX_KEPT = 1 << 26;

  private final byte @Nullable [] body;
  private final @Nullable Recording recording;

  private JsonSource(byte @Nullable [] body, @Nullable Recording recording) {
    this.body = body;
    this.recording = recording;
  }

  /// A body in memory; it is not copied.
  static JsonSource of(byte[] body) {
    return new JsonSource(body, null);
  }

  /// A body that streams by; it is left open.
  static JsonSource of(InputStream body) {
    return new JsonSource(null, new Recording(body));
  }

  /// The body's tokens, to be asked for once.
  JsonTokens tokens() throws IOException {
    return recording == null ? JsonTokens.of(whole(), 0, whole().length) : JsonTokens.of(recording);
  }

  /// Gives up the second reading: from here on nothing is kept.
  void shown() {
    if (recording != null) {
      recording.stop();
    }
  }

  /// All bytes of the body.
  ///
  /// @throws PayloadException if they are too many to keep
  byte[] whole() throws IOException {
    if (body != null) {
      return body;
    }
    return recording == null ? new byte[0] : recording.whole();
  }

  /// A stream that keeps what was read of it.
  private static final class Recording extends InputStream {
    private final InputStream in;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean keeps = true;

    Recording(InputStream in) {
      this.in = in;
    }

    void stop() {
      if (keeps) {
        keeps = false;
        kept = new ByteArrayOutputStream(0);
      }
    }

    byte[] whole() throws IOException {
      byte[] chunk = new byte[8192];
      int count = 0;
      while (count >= 0 && keeps) {
        count = read(chunk, 0, chunk.length);
      }
      if (!keeps) {
        throw new PayloadException(
            "$", "columns of more than " + MAX_KEPT + " bytes", "fewer, or rows");
      }
      return kept.toByteArray();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      if (count > 0 && keeps) {
        if (count > MAX_KEPT - kept.size()) {
          stop();
        } else {
          kept.write(into, offset, count);
        }
      }
      return count;
    }
  }
}
