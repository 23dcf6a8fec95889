package dev.treeline.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// The members of a gzip file, one after the other, and whether there was something else after
/// them.
///
/// `GZIPInputStream` ends without a word where the next member's header is damaged; the lines
/// behind it would be lost in silence.
final class Members extends GZIPInputStream {
  private static final int TRAILER = 8;

  Members(InputStream in) throws IOException {
    super(in, 1 << 16);
  }

  /// Whether bytes were left over; to be asked at the end.
  boolean hasLeftovers() throws IOException {
    return inf.getRemaining() > TRAILER || in.read() >= 0;
  }
}
