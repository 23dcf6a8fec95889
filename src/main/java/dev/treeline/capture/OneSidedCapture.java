package dev.treeline.capture;

import dev.treeline.settings.CaptureSettings.Side;
import java.util.Set;

/// Passes on every line with only some of its sides.
public final class OneSidedCapture implements Capture {
  private final Capture kept;
  private final Set<Side> sides;

  /// @param kept takes the lines
  /// @param sides the sides that lines keep
  public OneSidedCapture(Capture kept, Set<Side> sides) {
    this.kept = kept;
    this.sides = Set.copyOf(sides);
  }

  @Override
  public void accept(CaptureLine line) {
    kept.accept(line.only(sides));
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
