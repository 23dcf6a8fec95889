package dev.treeline.drift;

import dev.treeline.drift.BlockSummary.Extreme;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The blocks of one column, each against the rest.
///
/// Blocks too small for a verdict are joined with the next ones until they are large enough, just
/// as a window too small grows forward; what is left at the end has no say. For shares of missing
/// and mistyped values, blocks are large enough by their rows: a block without any value counts.
final class Blocks {
  // Probability that chance alone gives any block of a quiet column a say in the threshold.
  private static final double CHANCE = 0.05;

  private final Partition partition;
  private final long[] total;
  private final long totalPresent;
  private long totalMissing;
  private long totalMistyped;
  private final SortedMap<String, Comparison> comparisons = new TreeMap<>();
  private Extreme missing = Extreme.NONE;
  private Extreme mistyped = Extreme.NONE;
  private Extreme outOfRange = Extreme.NONE;
  private Extreme unseen = Extreme.NONE;
  private Extreme concentration = Extreme.NONE;

  private Blocks(Partition partition, SortedMap<String, BlockCells> blocks) {
    this.partition = partition;
    this.total = new long[partition.cells()];
    long present = 0;
    for (BlockCells block : blocks.values()) {
      long[] counts = block.counts();
      for (int i = 0; i < total.length; i++) {
        total[i] += counts[i];
      }
      present += block.present();
      totalMissing += block.missing();
      totalMistyped += block.mistyped();
    }
    this.totalPresent = present;
  }

  /// Compares every block with the rest.
  ///
  /// @param blocks by label, which sort in time order
  static BlockSummary summarise(Partition partition, SortedMap<String, BlockCells> blocks) {
    var all = new Blocks(partition, blocks);
    for (Map.Entry<String, BlockCells> block : joined(blocks, BlockCells::present)) {
      all.judge(block.getKey(), block.getValue());
    }
    List<Map.Entry<String, BlockCells>> seen = joined(blocks, BlockCells::seen);
    double z =
        NormalDistribution.of(0, 1).inverseSurvivalProbability(CHANCE / Math.max(1, seen.size()));
    for (Map.Entry<String, BlockCells> block : seen) {
      all.judgeShares(block.getKey(), block.getValue(), z);
    }
    return new BlockSummary(
        all.comparisons.size(),
        all.effect(),
        all.missing,
        all.mistyped,
        all.outOfRange,
        all.unseen,
        all.concentration);
  }

  private static List<Map.Entry<String, BlockCells>> joined(
      SortedMap<String, BlockCells> blocks, ToLongFunction<BlockCells> size) {
    var joined = new ArrayList<Map.Entry<String, BlockCells>>();
    String first = "";
    BlockCells open = new BlockCells(1);
    boolean isOpen = false;
    for (Map.Entry<String, BlockCells> block : blocks.entrySet()) {
      first = isOpen ? first : block.getKey();
      open = isOpen ? open.plus(block.getValue()) : block.getValue();
      isOpen = size.applyAsLong(open) < Drift.ENOUGH;
      if (!isOpen) {
        String last = block.getKey();
        joined.add(Map.entry(first.equals(last) ? first : first + " to " + last, open));
      }
    }
    return joined;
  }

  private void judge(String label, BlockCells block) {
    if (totalPresent - block.present() < Drift.ENOUGH) {
      return; // no rest to compare with
    }
    long[] own = block.counts();
    long[] rest = new long[own.length];
    for (int i = 0; i < own.length; i++) {
      rest[i] = total[i] - own[i];
    }
    double n = block.present();
    outOfRange = larger(outOfRange, beyond(own, rest) / n, label);
    concentration = larger(concentration, largest(own) / n, label);
    if (partition instanceof Values) {
      unseen = larger(unseen, setAsideUnseen(own, rest) / n, label);
    }
    comparisons.put(label, Comparison.of(partition, own, rest, Comparison.Design.NONE));
  }

  /// The largest effect that chance does not explain: the largest of many blocks is large by chance
  /// alone, and a threshold that follows it is blind.
  private Extreme effect() {
    Extreme largest = Extreme.NONE;
    for (Map.Entry<String, Comparison> block : comparisons.entrySet()) {
      double effect = block.getValue().effect();
      if (effect > block.getValue().noise(CHANCE / comparisons.size())) {
        largest = larger(largest, effect, block.getKey());
      }
    }
    return largest;
  }

  private void judgeShares(String label, BlockCells block, double z) {
    long restSeen = totalPresent + totalMissing + totalMistyped - block.seen();
    if (restSeen < Drift.ENOUGH) {
      return; // no rest to compare with
    }
    long restMissing = totalMissing - block.missing();
    double rise = rise(share(block.missing(), block.seen()), share(restMissing, restSeen), z);
    missing = larger(missing, rise, label);
    long given = block.seen() - block.missing();
    long restGiven = restSeen - restMissing;
    if (given >= Drift.ENOUGH && restGiven >= Drift.ENOUGH) {
      Proportion rest = share(totalMistyped - block.mistyped(), restGiven);
      mistyped = larger(mistyped, rise(share(block.mistyped(), given), rest, z), label);
    }
  }

  private static Proportion share(long count, long n) {
    return new Proportion((double) count / n, n);
  }

  /// By how much the share is higher in the block than in the rest; 0 where that may be chance.
  private static double rise(Proportion block, Proportion rest, double z) {
    return block.lowerBoundOfRise(rest, z) > 0 ? block.share() - rest.share() : 0;
  }

  private static Extreme larger(Extreme so, double value, String label) {
    return value > so.value() ? new Extreme(value, label) : so;
  }

  /// Values below the rest's smallest cell or above its largest.
  private double beyond(long[] own, long[] rest) {
    double beyond = 0;
    switch (partition) {
      case Intervals _ -> {
        for (int i = 0; i < own.length && rest[i] == 0; i++) {
          beyond += own[i];
        }
        for (int i = own.length - 1; i >= 0 && rest[i] == 0; i--) {
          beyond += own[i];
        }
      }
      case Values values when values.isNumeric() -> {
        double[] numbers = values.numbers();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < numbers.length; i++) {
          low = rest[i] > 0 ? Math.min(low, numbers[i]) : low;
          high = rest[i] > 0 ? Math.max(high, numbers[i]) : high;
        }
        for (int i = 0; i < numbers.length; i++) {
          beyond += numbers[i] < low || numbers[i] > high ? own[i] : 0;
        }
      }
      case Values _ -> {}
    }
    return beyond;
  }

  private static double largest(long[] counts) {
    long largest = 0;
    for (long count : counts) {
      largest = Math.max(largest, count);
    }
    return largest;
  }

  /// Takes out of a block what the rest does not hold, as a window's unseen values are.
  private static double setAsideUnseen(long[] own, long[] rest) {
    double unseen = 0;
    for (int i = 0; i < own.length; i++) {
      if (rest[i] == 0) {
        unseen += own[i];
        own[i] = 0;
      }
    }
    return unseen;
  }
}
