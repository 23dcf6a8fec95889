package dev.treeline.drift;

/// Effect above which a significant change counts, and where it comes from.
///
/// The largest of three: a floor, what the baseline's own blocks do, and what chance alone reaches
/// in a window of this size.
///
/// @param value at least [Drift#FLOOR], at most the largest effect there is
/// @param block the baseline block that set it; empty when none did
/// @param source why it is not smaller, for people
record Threshold(double value, String block, String source) {
  /// The threshold for one comparison.
  ///
  /// @param blocks what the baseline's blocks do
  /// @param chance the probability that chance alone exceeds it
  static Threshold of(BlockSummary blocks, Comparison comparison, double chance) {
    double usual = Drift.threshold(blocks, Comparison.cap(comparison.test()));
    double noise = comparison.noise(chance);
    if (noise > usual) {
      return new Threshold(
          noise, "", "what chance alone reaches with %d values".formatted(comparison.n()));
    }
    if (!blocks.isEnough()) {
      return new Threshold(usual, "", "the floor: the baseline has " + blocks.blocks() + " blocks");
    }
    return usual > Drift.FLOOR
        ? new Threshold(
            usual,
            blocks.effect().block(),
            "training block %s alone reached %s"
                .formatted(blocks.effect().block(), Words.number(blocks.effect().value())))
        : new Threshold(usual, "", "the floor");
  }

  /// The value and why: `0.300 (training block 2013-01-09 alone reached 0.200)`.
  String words() {
    return Words.number(value) + " (" + source + ")";
  }
}
