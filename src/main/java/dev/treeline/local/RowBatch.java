package dev.treeline.local;

import java.util.Arrays;
import java.util.BitSet;

/// Some rows of a file, in the model's order of columns. Filled by one thread, then read by one.
final class RowBatch {
  final float[] values;

  /// Rows that could not be taken; their values are missing.
  final BitSet bad = new BitSet();

  private final int capacity;
  private final int features;
  private int count;

  RowBatch(int capacity, int features) {
    this.capacity = capacity;
    this.features = features;
    values = new float[capacity * features];
  }

  /// Where the values of the row that comes next begin.
  int next() {
    return count * features;
  }

  /// The row that comes next has its values.
  void add() {
    count++;
  }

  /// The row that comes next cannot be taken.
  void addBad() {
    bad.set(count);
    Arrays.fill(values, next(), next() + features, Float.NaN);
    count++;
  }

  int count() {
    return count;
  }

  boolean full() {
    return count == capacity;
  }
}
