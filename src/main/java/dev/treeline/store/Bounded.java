package dev.treeline.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Ends a stream that unpacks to more than anybody wants: a gigabyte of zeros is a megabyte of
/// gzip.
final class Bounded extends FilterInputStream {
  private final String place;
  private final long most;
  private long count;

  Bounded(InputStream in, String place, long most) {
    super(in);
    this.place = place;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    count(read);
    return read;
  }

  /// Skipping unpacks as reading does.
  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    count(skipped);
    return skipped;
  }

  private void count(long read) throws IOException {
    count += Math.max(0, read);
    if (count > most) {
      throw new IOException(
          place + ": found more than " + most + " bytes when unpacked, expected fewer");
    }
  }
}
