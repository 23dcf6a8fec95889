package dev.treeline.sketch;

import java.io.Serializable;
import java.util.Arrays;

/// One level of a [KllSketch]: items of equal weight, in the order they came until it is halved.
/// Not thread-safe.
final class KllLevel implements Serializable {
  double[] items = new double[16];
  int size;
  private int halvings;
  private int offset;

  void add(double x) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = x;
  }

  void addAll(KllLevel other) {
    for (int i = 0; i < other.size; i++) {
      add(other.items[i]);
    }
  }

  void takeHistory(KllLevel other) {
    halvings = other.halvings;
    offset = other.offset;
  }

  void halveInto(KllLevel next) {
    // The offset runs 0, 1, 1, 0, 0, 1, 1, …: errors of two halvings in a row cancel.
    if (halvings % 2 == 1) {
      offset = 1 - offset;
    }
    halvings++;
    int even = size - size % 2;
    Arrays.sort(items, 0, even);
    for (int i = offset; i < even; i += 2) {
      next.add(items[i]);
    }
    if (size > even) {
      items[0] = items[even];
    }
    size -= even;
  }
}
