package dev.treeline.drift;

/// What the baseline's own blocks do, one against the rest: where a feature's thresholds come from.
///
/// @param blocks blocks with enough values for a verdict; smaller neighbours were joined
/// @param effect largest effect of one block against the rest, r in the rules; 0 without blocks
/// @param missing largest rise of the share of missing values; of blocks with enough rows, whether
///   or not they hold values
/// @param mistyped largest rise of the share of texts among numbers; of the same blocks
/// @param outOfRange largest share of values outside the range of all other blocks
/// @param unseen largest share of values that no other block holds
/// @param concentration largest share of one value, or of one narrow cell
public record BlockSummary(
    int blocks,
    Extreme effect,
    Extreme missing,
    Extreme mistyped,
    Extreme outOfRange,
    Extreme unseen,
    Extreme concentration) {
  /// Blocks below which the thresholds stay at their floor.
  public static final int ENOUGH_BLOCKS = 20;

  /// No blocks, as of a baseline that is too small.
  public static final BlockSummary NONE =
      new BlockSummary(
          0, Extreme.NONE, Extreme.NONE, Extreme.NONE, Extreme.NONE, Extreme.NONE, Extreme.NONE);

  /// The largest value that one block reached.
  ///
  /// @param value the value, 0 when no block rose
  /// @param block that block's label, two joined by ` to `; empty when there is none
  public record Extreme(double value, String block) {
    /// No block.
    public static final Extreme NONE = new Extreme(0, "");
  }

  /// Whether the thresholds come from blocks; they are the floor otherwise.
  public boolean isEnough() {
    return blocks >= ENOUGH_BLOCKS;
  }
}
