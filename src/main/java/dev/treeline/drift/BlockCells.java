package dev.treeline.drift;

import dev.treeline.sketch.Mergeable;
import java.util.Arrays;

/// One block's values of one column, counted into cells in little memory: two bytes a value while
/// they are few, one integer a cell afterwards. A year of hours has to fit.
final class BlockCells implements Mergeable<BlockCells> {
  private final int cells;
  private long missing;
  private long mistyped;
  private long present;
  // Exactly one of the two is in use: the cells as they came, or a count for each.
  private short[] few = new short[8];
  private long[] many = new long[0];

  BlockCells(int cells) {
    this.cells = cells;
  }

  void addMissing() {
    missing++;
  }

  void addMistyped() {
    mistyped++;
  }

  void add(int cell) {
    if (many.length > 0) {
      many[cell]++;
    } else if (present == cells) {
      many = counts();
      many[cell]++;
      few = new short[0];
    } else {
      if (present == few.length) {
        few = Arrays.copyOf(few, Math.min(cells, few.length * 2));
      }
      few[(int) present] = (short) cell;
    }
    present++;
  }

  long missing() {
    return missing;
  }

  long mistyped() {
    return mistyped;
  }

  /// Values offered.
  long seen() {
    return present + missing + mistyped;
  }

  long present() {
    return present;
  }

  long[] counts() {
    if (many.length > 0) {
      return many.clone();
    }
    long[] counts = new long[cells];
    for (int i = 0; i < present; i++) {
      counts[few[i]]++;
    }
    return counts;
  }

  @Override
  public BlockCells plus(BlockCells other) {
    if (cells != other.cells) {
      throw new IllegalArgumentException(
          "merging blocks: found %d and %d cells, expected as many".formatted(cells, other.cells));
    }
    var both = new BlockCells(cells);
    both.missing = missing + other.missing;
    both.mistyped = mistyped + other.mistyped;
    both.present = present + other.present;
    both.many = counts();
    both.few = new short[0];
    long[] others = other.counts();
    for (int i = 0; i < cells; i++) {
      both.many[i] += others[i];
    }
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof BlockCells other
        && missing == other.missing
        && mistyped == other.mistyped
        && present == other.present
        && Arrays.equals(counts(), other.counts());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(present) * 31 + Long.hashCode(missing);
  }
}
