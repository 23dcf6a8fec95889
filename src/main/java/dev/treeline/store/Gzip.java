package dev.treeline.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Takes the gzip off what is packed by it; told by the first two bytes, since names lie.
final class Gzip {
  private static final int MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  private Gzip() {}

  /// The content, whether it was packed or not.
  ///
  /// @throws IOException if the stream fails, or is damaged where it begins
  static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in, BUFFER);
    bytes.mark(2);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    return magic == MAGIC ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }
}
