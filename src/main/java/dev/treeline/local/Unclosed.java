package dev.treeline.local;

import java.io.FilterInputStream;
import java.io.InputStream;

/// A stream that whoever reads it does not own.
final class Unclosed extends FilterInputStream {
  Unclosed(InputStream in) {
    super(in);
  }

  @Override
  public void close() {}
}
