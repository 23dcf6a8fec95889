package dev.treeline.sketch;

import java.io.Serializable;
import java.util.Arrays;

/// Where values went: into a cell, or into none for one of three reasons. Not thread-safe.
final class CellTotals implements Serializable {
  final long[] counts;
  long known;
  long missing;
  long unseen;
  long mistyped;

  CellTotals(int cells) {
    counts = new long[cells];
  }

  /// Takes counts as they are, one a cell.
  void restore(long[] restored, long missingOnes, long unseenOnes, long mistypedOnes) {
    if (restored.length != counts.length) {
      throw new IllegalArgumentException(
          "counts: found %d of them, expected one for each of %d cells"
              .formatted(restored.length, counts.length));
    }
    System.arraycopy(restored, 0, counts, 0, counts.length);
    known = Arrays.stream(restored).sum();
    missing = missingOnes;
    unseen = unseenOnes;
    mistyped = mistypedOnes;
  }

  /// Counts a value.
  void add(int cell) {
    switch (cell) {
      case Partition.MISTYPED -> mistyped++;
      case Partition.UNSEEN -> unseen++;
      default -> {
        counts[cell]++;
        known++;
      }
    }
  }

  /// Takes what was counted of lone values.
  ///
  /// @param clusters receives each of them as a cluster of its own
  void add(LoneCounts lone, ClusterSums clusters) {
    for (int cell = 0; cell < counts.length; cell++) {
      long times = lone.counts[cell];
      if (times > 0) {
        counts[cell] += times;
        known += times;
        clusters.addLone(cell, times);
      }
    }
    missing += lone.missing;
    unseen += lone.unseen;
    mistyped += lone.mistyped;
  }

  /// Takes what another has counted.
  void add(CellTotals other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.addExact(counts[i], other.counts[i]);
    }
    known = Math.addExact(known, other.known);
    missing = Math.addExact(missing, other.missing);
    unseen = Math.addExact(unseen, other.unseen);
    mistyped = Math.addExact(mistyped, other.mistyped);
  }

  /// Whether all values of the right type are in one cell.
  ///
  /// @param first as many cells are looked at
  boolean isOne(int first) {
    long present = known + unseen;
    return present > 0 && Arrays.stream(counts).limit(first).anyMatch(c -> c == present);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof CellTotals other
        && Arrays.equals(counts, other.counts)
        && missing == other.missing
        && unseen == other.unseen
        && mistyped == other.mistyped;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
