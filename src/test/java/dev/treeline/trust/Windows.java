package dev.treeline.trust;

import dev.treeline.drift.Drift;
import dev.treeline.drift.Profile;
import java.util.stream.IntStream;

/// Many simulated windows against baselines of the same rows or of other ones.
///
/// A baseline serves [#PER_BASELINE] windows: a rate over one baseline would be that baseline's.
///
/// @param before what the baselines are drawn from
/// @param after what the windows are drawn from
/// @param baselineRows rows of a baseline, in 20 contiguous blocks
/// @param rows rows of a window
/// @param windows how many
/// @param seed of everything drawn
record Windows(
    Simulation before, Simulation after, int baselineRows, int rows, int windows, long seed) {
  private static final int PER_BASELINE = 25;
  private static final int BLOCKS = 20;

  /// Judges them all, on all cores; the same seed gives the same alarms.
  Alarms judge() {
    Alarms alarms = Alarms.NONE;
    for (int first = 0; first < windows; first += PER_BASELINE) {
      Profile profile = before.baseline(seed + 1_000_003L * first, baselineRows, BLOCKS);
      alarms =
          alarms.plus(
              IntStream.range(first, Math.min(windows, first + PER_BASELINE))
                  .parallel()
                  .mapToObj(i -> judge(profile, i))
                  .reduce(Alarms.NONE, Alarms::plus));
    }
    return alarms;
  }

  private Alarms judge(Profile profile, int window) {
    long own = seed + 1_000_003L * window + 1;
    return Alarms.of(Drift.judge(profile, after.window(profile, own, rows)));
  }
}
