package dev.treeline.sketch;

/// Values counted into the cells of a [Partition]. Exact, and additive. Not thread-safe.
///
/// Every value ends in exactly one of: a cell, [#missing()], [#unseen()], [#mistyped()]. Values out
/// of the baseline's range are in their cell (or unseen) *and* in [#below()] or [#above()].
public final class CellCounts implements Mergeable<CellCounts> {
  private final Partition partition;
  private final CellTotals totals;
  // Cells between 0 and this hold nothing out of the baseline's range; for Intervals only.
  private final int outermost;
  private Reach reach = new Reach();
  private ValueCounts<String> strangers = new ValueCounts<>(20);
  private ClusterSums clusters;
  private Shares shares = new Shares();
  private final LoneCounts lone;

  /// Nothing counted yet.
  public CellCounts(Partition partition) {
    this.partition = partition;
    this.totals = new CellTotals(partition.cells());
    this.clusters = new ClusterSums(partition);
    this.outermost = partition instanceof Intervals ? partition.cells() - 1 : 0;
    this.lone = new LoneCounts(partition.cells());
  }

  /// Counts read back from a profile. Clusters and examples are not kept there.
  ///
  /// @param counts one a cell
  public static CellCounts restore(
      Partition partition, long[] counts, long missing, long unseen, long mistyped) {
    var restored = new CellCounts(partition);
    restored.totals.restore(counts, missing, unseen, mistyped);
    restored.reach.restore(partition, counts);
    return restored;
  }

  /// Counts an absent value.
  public void addMissing() {
    totals.missing++;
    shares.addMissing();
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
    noteOdd(x, cell);
    reach.add(x);
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
    reach.add(x);
    addLone(x, partition.cellOf(x));
  }

  private void addLone(double x, int cell) {
    if (cell > 0 && cell < outermost) {
      lone.add(cell);
    } else {
      lone.add(cell, partition.isBelow(x) || partition.isAbove(x));
      noteOdd(x, cell);
    }
  }

  private void noteOdd(double x, int cell) {
    if (cell < 0) {
      strangers.add(ColumnSketch.text(x));
    }
    reach.note(x, partition);
  }

  /// Counts numbers of which none belongs to another.
  public void addLone(NumberBlock block) {
    partition.locate(block);
    for (int i = 0; i < block.size; i++) {
      addLone(block.values[i], block.cells[i]);
    }
    reach.add(block);
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

  /// Puts the lone values among the others.
  private CellCounts settled() {
    if (!lone.isEmpty()) {
      long before = totals.known;
      totals.add(lone, clusters);
      shares.addLone(totals.known - before, lone);
      lone.clear();
    }
    return this;
  }

  /// Says that the values since the last call belong together, such as the rows of one body.
  /// Without any call every value stands for itself.
  public void endCluster() {
    clusters.end();
    shares.end();
  }

  private void place(int cell, boolean isOutside) {
    shares.add(cell, isOutside);
    totals.add(cell);
    if (cell >= 0) {
      clusters.add(cell);
    }
  }

  /// The cells.
  public Partition partition() {
    return partition;
  }

  /// Values in this cell.
  public long count(int cell) {
    return settled().totals.counts[cell];
  }

  /// One count a cell; a copy.
  public long[] counts() {
    return settled().totals.counts.clone();
  }

  /// Absent values.
  public long missing() {
    return settled().totals.missing;
  }

  /// Present values that a complete list of the baseline's values does not hold.
  public long unseen() {
    return settled().totals.unseen;
  }

  /// Texts where the baseline held numbers.
  public long mistyped() {
    return settled().totals.mistyped;
  }

  /// Numbers below the baseline's smallest.
  public long below() {
    return reach.below();
  }

  /// Those of [#below()] that are negative: all negative numbers, where the baseline has none.
  public long negative() {
    return reach.negative();
  }

  /// Numbers above the baseline's largest.
  public long above() {
    return reach.above();
  }

  /// By how much finite numbers lie below the baseline's range, summed; 0 for [Values].
  public double shortfall() {
    return reach.shortfall();
  }

  /// By how much finite numbers lie above the baseline's range, summed; 0 for [Values].
  public double excess() {
    return reach.excess();
  }

  /// Those of [#below()] and [#above()] that are infinite.
  public long infinite() {
    return reach.infinite();
  }

  /// Values in cells.
  public long known() {
    return settled().totals.known;
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
    return switch (partition) {
      case Intervals _ -> reach.isPoint();
      case Values values ->
          settled().totals.isOne(values.labels().size())
              || (known() == 0 && unseen() > 0 && strangers.distinct() == 1);
    };
  }

  /// Unseen and mistyped values with their counts, up to 20 different ones.
  public ValueCounts<String> strangers() {
    return strangers;
  }

  /// By how much rows that came together inflate the variance of a share, at least 1.
  ///
  /// First order Rao-Scott: the variance between clusters of the cells' shares (of the cell number
  /// for [Intervals]) over that of single rows. 1 when every cluster holds one value, and when
  /// there is only one cluster, as nothing can be measured then.
  public double designEffect() {
    return settled().clusters.designEffect(totals.counts);
  }

  /// The design effect of the share of missing values among all that were offered, at least 1.
  public double missingDesignEffect() {
    return settled().shares.missing();
  }

  /// The design effect of the share of mistyped values among those that were not missing.
  public double mistypedDesignEffect() {
    return settled().shares.mistyped();
  }

  /// The design effect of the share of unseen values among present ones.
  public double unseenDesignEffect() {
    return settled().shares.unseen();
  }

  /// The design effect of the share of values out of the baseline's range among present ones.
  public double outsideDesignEffect() {
    return settled().shares.outside();
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
    both.totals.add(totals);
    both.totals.add(other.totals);
    both.reach = reach.plus(other.reach);
    both.strangers = strangers.plus(other.strangers);
    both.clusters = clusters.plus(other.clusters);
    both.shares = shares.plus(other.shares);
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof CellCounts other
        && settled().partition.equals(other.partition)
        && totals.equals(other.settled().totals)
        && reach.equals(other.reach)
        && strangers.equals(other.strangers)
        && clusters.equals(other.clusters)
        && shares.equals(other.shares);
  }

  @Override
  public int hashCode() {
    return settled().totals.hashCode();
  }
}
