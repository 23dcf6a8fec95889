package dev.treeline.sketch;

import java.util.Arrays;

/// What is needed of the rows that came together to tell by how much they resemble each other.
///
/// Integers only, so that it merges exactly. For [Intervals] a value's score is its cell number on
/// a scale of 256 and one number a cluster is enough; for [Values] every cell is a 0/1 score.
final class ClusterSums implements Mergeable<ClusterSums> {
  private static final int SCALE = 256;

  // Share from which a cell is common enough for its own design effect.
  private static final double COMMON = 0.05;

  private final Partition partition;
  private long clusters;
  private long sizesSquared;
  // Intervals: sums over clusters of total score squared and of size times total score.
  private long scoresSquared;
  private long sizesTimesScores;
  // Values: sums over clusters of squared count and of size times count, for each cell.
  private final long[] countsSquared;
  private final long[] sizesTimesCounts;

  // The open cluster.
  private long size;
  private long score;
  private final long[] open;
  private final int[] touched;
  private int touchedCells;
  private boolean used;

  ClusterSums(Partition partition) {
    this.partition = partition;
    int cells = partition instanceof Values ? partition.cells() : 0;
    this.countsSquared = new long[cells];
    this.sizesTimesCounts = new long[cells];
    this.open = new long[cells];
    this.touched = new int[cells];
  }

  void add(int cell) {
    size++;
    if (partition instanceof Intervals) {
      score += scoreOf(cell);
    } else if (open[cell]++ == 0) {
      touched[touchedCells++] = cell;
    }
  }

  void end() {
    used = true;
    if (size == 0) {
      return;
    }
    clusters++;
    sizesSquared += size * size;
    scoresSquared += score * score;
    sizesTimesScores += size * score;
    for (int i = 0; i < touchedCells; i++) {
      int cell = touched[i];
      countsSquared[cell] += open[cell] * open[cell];
      sizesTimesCounts[cell] += size * open[cell];
      open[cell] = 0;
    }
    size = 0;
    score = 0;
    touchedCells = 0;
  }

  /// Adds clusters of one value each, all of them in this cell.
  void addLone(int cell, long values) {
    used = true;
    clusters += values;
    sizesSquared += values;
    if (partition instanceof Intervals) {
      long one = scoreOf(cell);
      scoresSquared += one * one * values;
      sizesTimesScores += one * values;
    } else {
      countsSquared[cell] += values;
      sizesTimesCounts[cell] += values;
    }
  }

  double designEffect(long[] counts) {
    if (used) {
      end();
    }
    if (clusters < 2 || clusters == sizesSquared) {
      return 1; // nothing to compare, or every cluster is one value
    }
    double ratio = partition instanceof Intervals ? ratioOfScores(counts) : ratioOfCounts(counts);
    double corrected = ratio * clusters / (clusters - 1) * FewClusters.penalty(clusters);
    return corrected > 1 ? corrected : 1; // NaN, from a constant, is 1 too
  }

  private double ratioOfScores(long[] counts) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      double s = scoreOf(cell);
      n += counts[cell];
      sum += counts[cell] * s;
      squares += counts[cell] * s * s;
    }
    double mean = sum / n;
    double between = scoresSquared - 2 * mean * sizesTimesScores + mean * mean * sizesSquared;
    return between / (squares - n * mean * mean);
  }

  /// Of all cells together, or of the common cell that varies most: what is compared in the end is
  /// one cell, and common ones may vary more between clusters than the many rare ones.
  private double ratioOfCounts(long[] counts) {
    double n = Arrays.stream(counts).sum();
    double betweenAll = 0;
    double singleAll = 0;
    double largest = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      double p = counts[cell] / n;
      double between = countsSquared[cell] + p * p * sizesSquared - 2 * p * sizesTimesCounts[cell];
      double single = n * p * (1 - p);
      betweenAll += between;
      singleAll += single;
      if (p >= COMMON && single > 0) {
        largest = Math.max(largest, between / single);
      }
    }
    return Math.max(largest, betweenAll / singleAll);
  }

  private long scoreOf(int cell) {
    return (long) cell * SCALE / partition.cells();
  }

  @Override
  public ClusterSums plus(ClusterSums other) {
    closeIfUsed();
    other.closeIfUsed();
    var both = new ClusterSums(partition);
    both.used = used || other.used;
    both.clusters = clusters + other.clusters;
    both.sizesSquared = sizesSquared + other.sizesSquared;
    both.scoresSquared = scoresSquared + other.scoresSquared;
    both.sizesTimesScores = sizesTimesScores + other.sizesTimesScores;
    for (int i = 0; i < sizesTimesCounts.length; i++) {
      both.countsSquared[i] = countsSquared[i] + other.countsSquared[i];
      both.sizesTimesCounts[i] = sizesTimesCounts[i] + other.sizesTimesCounts[i];
    }
    return both;
  }

  private void closeIfUsed() {
    if (used) {
      end();
    }
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ClusterSums other
        && clusters == other.clusters
        && sizesSquared == other.sizesSquared
        && scoresSquared == other.scoresSquared
        && sizesTimesScores == other.sizesTimesScores
        && Arrays.equals(countsSquared, other.countsSquared)
        && Arrays.equals(sizesTimesCounts, other.sizesTimesCounts);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(clusters) * 31 + Long.hashCode(sizesSquared);
  }
}
