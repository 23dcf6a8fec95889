package dev.treeline.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes of a JSON body: read once as they stream by, and once more from the start where its
/// shape asks for it, as long as no row was shown.
final class JsonSource {
  /// Most bytes that are kept of a stream for a second reading.
  static final int MAX_KEPT = 1 << 26;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_TEXT = 1 << 20;

  // Charset detection is off: it would take UTF-16 for text that a capture then could not keep.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .build())
          .build();

  private final byte @Nullable [] body;
  private final @Nullable Recording recording;

  private JsonSource(byte @Nullable [] body, @Nullable Recording recording) {
    this.body = body;
    this.recording = recording;
  }

  /// A body in memory; it is not copied.
  static JsonSource of(byte[] body) {
    boolean marked = isMarked(body);
    return new JsonSource(marked ? Arrays.copyOfRange(body, 3, body.length) : body, null);
  }

  /// A body that streams by; it is left open.
  static JsonSource of(InputStream body) throws IOException {
    PushbackInputStream in = new PushbackInputStream(body, 3);
    byte[] start = in.readNBytes(3);
    if (!isMarked(start)) {
      in.unread(start);
    }
    return new JsonSource(null, new Recording(in));
  }

  /// A parser of bytes in memory.
  static JsonParser parser(byte[] body, int from, int length) throws IOException {
    return JSON.createParser(body, from, length);
  }

  /// A parser of the body, to be asked for once.
  JsonParser parser() throws IOException {
    return recording == null ? parser(whole(), 0, whole().length) : JSON.createParser(recording);
  }

  /// Gives up the second reading: from here on nothing is kept.
  void shown() {
    if (recording != null) {
      recording.stop();
    }
  }

  /// All bytes of the body, without a byte order mark.
  ///
  /// @throws PayloadException if they are too many to keep
  byte[] whole() throws IOException {
    if (body != null) {
      return body;
    }
    return recording == null ? new byte[0] : recording.whole();
  }

  /// The parser knows the byte order mark only where it detects charsets.
  private static boolean isMarked(byte[] body) {
    return body.length >= 3
        && (body[0] & 0xFF) == 0xEF
        && (body[1] & 0xFF) == 0xBB
        && (body[2] & 0xFF) == 0xBF;
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
