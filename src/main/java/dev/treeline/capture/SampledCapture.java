package dev.treeline.capture;

import java.util.random.RandomGenerator;

/// Passes on some of the lines, each with the same chance and regardless of the others. A line that
/// is not passed on was not offered.
public final class SampledCapture implements Capture {
  private final Capture kept;
  private final int percent;
  private final RandomGenerator random;

  /// @param kept takes the lines that are kept
  /// @param percent the chance of a line, 0 to 100
  /// @param random must be thread-safe
  public SampledCapture(Capture kept, int percent, RandomGenerator random) {
    this.kept = kept;
    this.percent = percent;
    this.random = random;
  }

  @Override
  public void accept(CaptureLine line) {
    if (random.nextInt(100) < percent) {
      kept.accept(line);
    }
  }

  @Override
  public void invocationDone(String requestId) {
    kept.invocationDone(requestId);
  }

  @Override
  public Counts counts() {
    return kept.counts();
  }

  @Override
  public void close() {
    kept.close();
  }
}
