package dev.treeline.local;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream whose bytes are counted as they are read.
final class Metered extends FilterInputStream {
  private final Progress meter;

  Metered(InputStream in, Progress meter) {
    super(in);
    this.meter = meter;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    meter.bytes(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int count = super.read(buffer, from, length);
    meter.bytes(Math.max(count, 0));
    return count;
  }
}
