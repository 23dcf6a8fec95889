package dev.treeline.sketch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A [ValueCounts] of numbers without an object for each of them: the same values are kept, with
/// the same counts. Not thread-safe.
final class NumberCounts implements Serializable {
  private static final int SMALLEST = 16;

  private final int cap;
  // Open addressing with linear probing; a count of 0 is a free slot.
  private double[] values = new double[SMALLEST];
  private long[] counts = new long[SMALLEST];
  private int size;
  private long total;
  // As in ValueCounts: the largest hash, as an unsigned number, that is still kept.
  private long limit = -1L;
  private boolean capped;

  NumberCounts(int cap) {
    this.cap = cap;
  }

  /// Counts a number that is not `NaN`.
  void add(double x) {
    double value = x + 0.0; // -0.0 becomes 0.0
    total++;
    long hash = ValueCounts.hash(value);
    if (capped && Long.compareUnsigned(hash, limit) > 0) {
      return;
    }
    put(value, hash, 1);
  }

  /// Counts a block of numbers.
  void add(NumberBlock block) {
    for (int i = 0; i < block.size; i++) {
      add(block.values[i]);
    }
  }

  private void put(double value, long hash, long times) {
    int slot = (int) hash & (counts.length - 1);
    while (counts[slot] != 0) {
      if (values[slot] == value) {
        counts[slot] += times;
        return;
      }
      slot = (slot + 1) & (counts.length - 1);
    }
    values[slot] = value;
    counts[slot] = times;
    size++;
    if (size >= cap + cap / 2) {
      prune();
    } else if (size * 4L > counts.length * 3L) {
      rebuild(2 * counts.length);
    }
  }

  /// Puts what the limit lets stay into a table of that many slots.
  private void rebuild(int slots) {
    double[] oldValues = values;
    long[] oldCounts = counts;
    values = new double[slots];
    counts = new long[slots];
    size = 0;
    for (int i = 0; i < oldCounts.length; i++) {
      long hash = ValueCounts.hash(oldValues[i]);
      if (oldCounts[i] > 0 && Long.compareUnsigned(hash, limit) <= 0) {
        put(oldValues[i], hash, oldCounts[i]);
      }
    }
  }

  private void prune() {
    if (size <= cap) {
      return;
    }
    long[] hashes = new long[size];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        hashes[at++] = ValueCounts.hash(values[i]) ^ Long.MIN_VALUE; // sorts as unsigned
      }
    }
    Arrays.sort(hashes);
    limit = hashes[cap - 1] ^ Long.MIN_VALUE;
    capped = true;
    rebuild(counts.length);
  }

  /// Both together; shares nothing with either.
  NumberCounts plus(NumberCounts other) {
    var both = new NumberCounts(cap);
    both.capped = capped || other.capped;
    both.limit = Long.compareUnsigned(limit, other.limit) < 0 ? limit : other.limit;
    both.putAll(this);
    both.putAll(other);
    both.total = Math.addExact(total, other.total);
    return both;
  }

  private void putAll(NumberCounts part) {
    for (int i = 0; i < part.counts.length; i++) {
      long hash = ValueCounts.hash(part.values[i]);
      if (part.counts[i] > 0 && Long.compareUnsigned(hash, limit) <= 0) {
        put(part.values[i], hash, part.counts[i]);
      }
    }
  }

  /// Whether more distinct values came than are kept.
  boolean isCapped() {
    prune();
    return capped;
  }

  /// Distinct values, as [ValueCounts#distinct()].
  long distinct() {
    return isCapped() ? ValueCounts.estimate(cap, limit) : size;
  }

  /// The same as objects.
  ValueCounts<Double> toValueCounts() {
    prune();
    Map<Double, long[]> kept = HashMap.newHashMap(size);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        kept.put(values[i], new long[] {counts[i]});
      }
    }
    return ValueCounts.of(cap, kept, total, capped ? limit : -1L);
  }
}
