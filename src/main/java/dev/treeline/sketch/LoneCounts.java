package dev.treeline.sketch;

import java.io.Serializable;
import java.util.Arrays;

/// Values that belong to no other, by where they went: all that their clusters need to be told. Not
/// thread-safe.
final class LoneCounts implements Serializable {
  final long[] counts;
  long missing;
  long unseen;
  long mistyped;
  // In a cell or unseen, and out of the baseline's range.
  long outside;

  private boolean used;

  LoneCounts(int cells) {
    counts = new long[cells];
  }

  /// Counts a value inside the baseline's range.
  void add(int cell) {
    used = true;
    counts[cell]++;
  }

  void addMissing(long times) {
    used = true;
    missing += times;
  }

  void add(int cell, boolean isOutside) {
    used = true;
    switch (cell) {
      case Partition.MISTYPED -> mistyped++;
      case Partition.UNSEEN -> unseen++;
      default -> counts[cell]++;
    }
    outside += isOutside && cell != Partition.MISTYPED ? 1 : 0;
  }

  boolean isEmpty() {
    return !used;
  }

  void clear() {
    Arrays.fill(counts, 0);
    missing = 0;
    unseen = 0;
    mistyped = 0;
    outside = 0;
    used = false;
  }
}
