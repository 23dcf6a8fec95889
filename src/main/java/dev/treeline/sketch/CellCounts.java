package dev.treeline.sketch;

import java.util.Arrays;

/// Values counted into the cells of a [Partition]. Exact, and additive. Not thread-safe.
///
/// Every value ends in exactly one of: a cell, [#missing()], [#unseen()], [#mistyped()]. Values out
/// of the baseline's range are in their cell (or unseen) *and* in [#below()] or [#above()].
public final class CellCounts implements Mergeable<CellCounts> {
  /// Different unseen or mistyped values kept as examples.
  private static final int EXAMPLES = 20;

  private final Partition partition;
  private final long[] counts;
  // Cells between 0 and this hold nothing out of the baseline's range; for Intervals only.
  private final int outermost;
  private long missing;
  private long unseen;
  private long mistyped;
  private long below;
  private long above;
  private long negative;
  private ExactSum shortfall = new ExactSum();
  private ExactSum excess = new ExactSum();
  private long infinite;
  private ValueCounts<String> strangers = new ValueCounts<>(EXAMPLES);
  private ClusterSums clusters;
  private ShareSums missingOfSeen = new ShareSums();
  private ShareSums mistypedOfGiven = new ShareSums();
  private ShareSums unseenOfPresent = new ShareSums();
  private ShareSums outsideOfPresent = new ShareSums();
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private final LoneCounts lone;

  /// Nothing counted yet.
  public CellCounts(Partition partition) {
    this.partition = partition;
    this.counts = new long[partition.cells()];
    this.clusters = new ClusterSums(partition);
    this.outermost = partition instanceof Intervals ? partition.cells() - 1 : 0;
    this.lone = new LoneCounts(partition.cells());
  }

  /// Counts read back from a profile. Clusters and examples are not kept there.
  ///
  /// @param counts one a cell
  public static CellCounts restore(
      Partition partition, long[] counts, long missing, long unseen, long mistyped) {
    if (counts.length != partition.cells()) {
      throw new IllegalArgumentException(
          "counts: found %d of them, expected one for each of %d cells"
              .formatted(counts.length, partition.cells()));
    }
    var restored = new CellCounts(partition);
    System.arraycopy(counts, 0, restored.counts, 0, counts.length);
    restored.missing = missing;
    restored.unseen = unseen;
    restored.mistyped = mistyped;
    if (partition instanceof Intervals) {
      restored.below = counts[0];
      restored.above = counts[counts.length - 1];
    }
    return restored;
  }

  /// Counts an absent value.
  public void addMissing() {
    missing++;
    missingOfSeen.add(true);
  }

  /// Counts a number; `NaN` counts as missing.
  ///
  /// @return its cell, or a negative number when it went into none
  public int addNumber(double x) {
    if (Double.isNaN(x)) {
      addMissing();
      return Partition.MISTYPED;
    }
    int cell = partition.cellOf(x);
    place(cell, partition.isBelow(x) || partition.isAbove(x));
    min = Math.min(min, x);
    max = Math.max(max, x);
    if (cell < 0) {
      strangers.add(ColumnSketch.text(x));
    }
    noteOutside(x, partition.isBelow(x), partition.isAbove(x));
    return cell;
  }

  /// Counts a value that is no number.
  ///
  /// @return its cell, or a negative number when it went into none
  public int addText(String text) {
    int cell = partition.cellOf(text);
    place(cell, false);
    if (cell < 0) {
      strangers.add(text);
    }
    return cell;
  }

  /// Counts a number that belongs to no other value; at much less cost than [#addNumber] and
  /// [#endCluster()], and to the same effect. `NaN` counts as missing.
  public void addLoneNumber(double x) {
    if (Double.isNaN(x)) {
      lone.addMissing(1);
      return;
    }
    int cell = partition.cellOf(x);
    min = Math.min(min, x);
    max = Math.max(max, x);
    if (cell > 0 && cell < outermost) {
      lone.add(cell);
      return;
    }
    boolean isBelow = partition.isBelow(x);
    boolean isAbove = !isBelow && partition.isAbove(x);
    lone.add(cell, isBelow || isAbove);
    if (cell < 0) {
      strangers.add(ColumnSketch.text(x));
    }
    noteOutside(x, isBelow, isAbove);
  }

  /// Counts numbers of which none belongs to another.
  ///
  /// @param values the first `size` of them count
  public void addLoneNumbers(double[] values, int size) {
    for (int i = 0; i < size; i++) {
      addLoneNumber(values[i]);
    }
  }

  /// Counts a text that belongs to no other value.
  public void addLoneText(String text) {
    int cell = partition.cellOf(text);
    lone.add(cell, false);
    if (cell < 0) {
      strangers.add(text);
    }
  }

  /// Counts absent values that belong to no other.
  public void addLoneMissing(long times) {
    lone.addMissing(times);
  }

  private void noteOutside(double x, boolean isBelow, boolean isAbove) {
    if (isBelow) {
      below++;
      negative += x < 0 ? 1 : 0;
      addDistance(shortfall, x);
      infinite += Double.isInfinite(x) ? 1 : 0;
    } else if (isAbove) {
      above++;
      addDistance(excess, x);
      infinite += Double.isInfinite(x) ? 1 : 0;
    }
  }

  /// Puts the lone values among the others.
  private CellCounts settled() {
    if (lone.isEmpty()) {
      return this;
    }
    long placed = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      long times = lone.counts[cell];
      if (times > 0) {
        counts[cell] += times;
        placed += times;
        clusters.addLone(cell, times);
      }
    }
    missing += lone.missing;
    unseen += lone.unseen;
    mistyped += lone.mistyped;
    long present = placed + lone.unseen;
    missingOfSeen.addLone(present + lone.mistyped + lone.missing, lone.missing);
    mistypedOfGiven.addLone(present + lone.mistyped, lone.mistyped);
    unseenOfPresent.addLone(present, lone.unseen);
    outsideOfPresent.addLone(present, lone.outside);
    lone.clear();
    return this;
  }

  /// Says that the values since the last call belong together, such as the rows of one body.
  /// Without any call every value stands for itself.
  public void endCluster() {
    clusters.end();
    missingOfSeen.end();
    mistypedOfGiven.end();
    unseenOfPresent.end();
    outsideOfPresent.end();
  }

  private void place(int cell, boolean isOutside) {
    missingOfSeen.add(false);
    mistypedOfGiven.add(cell == Partition.MISTYPED);
    if (cell != Partition.MISTYPED) {
      unseenOfPresent.add(cell == Partition.UNSEEN);
      outsideOfPresent.add(isOutside);
    }
    switch (cell) {
      case Partition.MISTYPED -> mistyped++;
      case Partition.UNSEEN -> unseen++;
      default -> {
        counts[cell]++;
        clusters.add(cell);
      }
    }
  }

  private void addDistance(ExactSum sum, double x) {
    if (Double.isFinite(x) && partition instanceof Intervals intervals) {
      sum.add(x < intervals.low() ? intervals.low() - x : x - intervals.high());
    }
  }

  /// The cells.
  public Partition partition() {
    return partition;
  }

  /// Values in this cell.
  public long count(int cell) {
    return settled().counts[cell];
  }

  /// One count a cell; a copy.
  public long[] counts() {
    return settled().counts.clone();
  }

  /// Absent values.
  public long missing() {
    return settled().missing;
  }

  /// Present values that a complete list of the baseline's values does not hold.
  public long unseen() {
    return settled().unseen;
  }

  /// Texts where the baseline held numbers.
  public long mistyped() {
    return settled().mistyped;
  }

  /// Numbers below the baseline's smallest.
  public long below() {
    return below;
  }

  /// Those of [#below()] that are negative: all negative numbers, where the baseline has none.
  public long negative() {
    return negative;
  }

  /// Numbers above the baseline's largest.
  public long above() {
    return above;
  }

  /// By how much finite numbers lie below the baseline's range, summed; 0 for [Values].
  public double shortfall() {
    return shortfall.value();
  }

  /// By how much finite numbers lie above the baseline's range, summed; 0 for [Values].
  public double excess() {
    return excess.value();
  }

  /// Those of [#below()] and [#above()] that are infinite.
  public long infinite() {
    return infinite;
  }

  /// Values in cells.
  public long known() {
    return Arrays.stream(settled().counts).sum();
  }

  /// Values of the right type: known and unseen ones.
  public long present() {
    return known() + unseen();
  }

  /// Values offered.
  public long seen() {
    return present() + missing() + mistyped();
  }

  /// Whether all present values are one and the same; `false` when there are none.
  public boolean isConstant() {
    long present = present();
    return switch (partition) {
      case Intervals _ -> min == max;
      case Values values ->
          present > 0
              && (Arrays.stream(counts).limit(values.labels().size()).anyMatch(c -> c == present)
                  || (unseen() == present && strangers.distinct() == 1));
    };
  }

  /// Unseen and mistyped values with their counts, up to 20 different ones.
  public ValueCounts<String> strangers() {
    return strangers;
  }

  /// By how much rows that came together inflate the variance of a share, at least 1.
  ///
  /// First order Rao-Scott: the variance between clusters of the cells' shares (of the cell number
  /// for [Intervals]) over the variance that single rows would have. 1 when every cluster holds one
  /// value, and when there is only one cluster, as nothing can be measured then.
  public double designEffect() {
    return settled().clusters.designEffect(counts);
  }

  /// The design effect of the share of missing values among all that were offered, at least 1.
  public double missingDesignEffect() {
    return settled().missingOfSeen.designEffect();
  }

  /// The design effect of the share of mistyped values among those that were not missing.
  public double mistypedDesignEffect() {
    return settled().mistypedOfGiven.designEffect();
  }

  /// The design effect of the share of unseen values among present ones.
  public double unseenDesignEffect() {
    return settled().unseenOfPresent.designEffect();
  }

  /// The design effect of the share of values out of the baseline's range among present ones.
  public double outsideDesignEffect() {
    return settled().outsideOfPresent.designEffect();
  }

  @Override
  public CellCounts plus(CellCounts other) {
    if (!partition.equals(other.partition)) {
      throw new IllegalArgumentException(
          "merging cell counts: found " + partition + " and " + other.partition);
    }
    settled();
    other.settled();
    var both = new CellCounts(partition);
    for (int i = 0; i < counts.length; i++) {
      both.counts[i] = Math.addExact(counts[i], other.counts[i]);
    }
    both.missing = Math.addExact(missing, other.missing);
    both.unseen = Math.addExact(unseen, other.unseen);
    both.mistyped = Math.addExact(mistyped, other.mistyped);
    both.below = Math.addExact(below, other.below);
    both.above = Math.addExact(above, other.above);
    both.negative = Math.addExact(negative, other.negative);
    both.shortfall = shortfall.plus(other.shortfall);
    both.excess = excess.plus(other.excess);
    both.infinite = Math.addExact(infinite, other.infinite);
    both.strangers = strangers.plus(other.strangers);
    both.clusters = clusters.plus(other.clusters);
    both.missingOfSeen = missingOfSeen.plus(other.missingOfSeen);
    both.mistypedOfGiven = mistypedOfGiven.plus(other.mistypedOfGiven);
    both.unseenOfPresent = unseenOfPresent.plus(other.unseenOfPresent);
    both.outsideOfPresent = outsideOfPresent.plus(other.outsideOfPresent);
    both.min = Math.min(min, other.min);
    both.max = Math.max(max, other.max);
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof CellCounts other
        && settled().partition.equals(other.partition)
        && Arrays.equals(counts, other.settled().counts)
        && missing == other.missing
        && unseen == other.unseen
        && mistyped == other.mistyped
        && below == other.below
        && above == other.above
        && negative == other.negative
        && shortfall.equals(other.shortfall)
        && excess.equals(other.excess)
        && infinite == other.infinite
        && strangers.equals(other.strangers)
        && clusters.equals(other.clusters)
        && missingOfSeen.equals(other.missingOfSeen)
        && mistypedOfGiven.equals(other.mistypedOfGiven)
        && unseenOfPresent.equals(other.unseenOfPresent)
        && outsideOfPresent.equals(other.outsideOfPresent)
        && min == other.min
        && max == other.max;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(settled().counts);
  }

  @Override
  public String toString() {
    return "%d known, %d unseen, %d missing, %d mistyped in %s"
        .formatted(known(), unseen(), missing(), mistyped(), partition);
  }
}
