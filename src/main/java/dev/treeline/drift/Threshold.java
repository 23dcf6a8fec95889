package dev.treeline.drift;

/// Effect above which a significant change counts, and where it comes from.
///
/// What a user's rules say, or the largest of three: a floor, what the baseline's own blocks do,
/// and what chance alone reaches in a window of this size.
///
/// @param value at least [Drift#FLOOR], at most the largest effect there is, unless it is ruled
/// @param block the baseline block that set it; empty when none did
/// @param source why it is not smaller, for people
/// @param isRuled whether a user's rules set it
record Threshold(double value, String block, String source, boolean isRuled) {
  /// The threshold for one comparison.
  ///
  /// @param chance the probability that chance alone exceeds it
  static Threshold of(Drift.Judged column, Comparison comparison, double chance) {
    if (column.rule().effect().isPresent()) {
      return new Threshold(column.rule().effect().getAsDouble(), "", "set by your rules", true);
    }
    BlockSummary blocks = column.baseline().blocks();
    double usual = Drift.threshold(blocks, Comparison.cap(comparison.test()));
    double noise = comparison.noise(chance);
    if (noise > usual) {
      String source = "what chance alone reaches with %d values".formatted(comparison.n());
      return new Threshold(noise, "", source, false);
    }
    if (!blocks.isEnough()) {
      String source = "the floor: the baseline has " + blocks.blocks() + " blocks";
      return new Threshold(usual, "", source, false);
    }
    if (usual <= Drift.FLOOR) {
      return new Threshold(usual, "", "the floor", false);
    }
    BlockSummary.Extreme most = blocks.effect();
    String source =
        "training block %s alone reached %s".formatted(most.block(), Words.number(most.value()));
    return new Threshold(usual, most.block(), source, false);
  }

  /// The value and why: `0.300 (training block 2013-01-09 alone reached 0.200)`.
  String words() {
    return Words.number(value) + " (" + source + ")";
  }
}
