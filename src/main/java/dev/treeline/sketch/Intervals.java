package dev.treeline.sketch;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/// Cells between ascending cuts: cell `i` holds the values above cut `i - 1` and at most cut `i`.
///
/// The first cut lies just below the baseline's smallest value and the last one is its largest, so
/// cell 0 holds what is below the baseline's range and the last cell what is above. A value with
/// more than 1/1024 of the mass has a cell of its own, between the cut just below it and itself.
/// The difference of two distribution functions is exact at every cut; between cuts it can be
/// missed by at most the mass of one cell, 1/1024. Immutable.
public final class Intervals implements Partition {
  /// Cells of equal mass that a baseline is cut into, before heavy values and tails add theirs.
  public static final int EQUAL_MASS_CELLS = 1_024;

  /// Values up to which a baseline may keep every one as a cell of its own.
  public static final int MOST_VALUES = 4_096;

  private final float[] cuts;
  private final Ranks ranks;

  private Intervals(float[] cuts) {
    this.cuts = cuts;
    this.ranks = Ranks.of(cuts);
  }

  /// Cells between given cuts.
  ///
  /// @param cuts finite, strictly ascending as float32, 2 to 30,000 of them
  public static Intervals of(double... cuts) {
    if (cuts.length < 2 || cuts.length > 30_000) {
      throw new IllegalArgumentException(
          "cuts: found " + cuts.length + " of them, expected 2 to 30000");
    }
    float[] narrow = new float[cuts.length];
    for (int i = 0; i < cuts.length; i++) {
      narrow[i] = (float) cuts[i] + 0.0f;
      if (!Float.isFinite(narrow[i]) || (i > 0 && narrow[i] <= narrow[i - 1])) {
        throw new IllegalArgumentException(
            "cuts["
                + i
                + "]: found "
                + cuts[i]
                + ", expected a finite number above the one before");
      }
    }
    return new Intervals(narrow);
  }

  /// Cuts a distribution into cells of equal mass.
  ///
  /// @param items at least one value
  /// @param min smallest value seen, which a sketch may have lost
  /// @param max largest value seen
  static Intervals equalMass(WeightedItems items, double min, double max) {
    long total = items.total();
    var cuts = new TreeSet<Float>();
    for (int i = 1; i < EQUAL_MASS_CELLS; i++) {
      cuts.add(narrow(items.atRank(Math.ceilDiv(total * i, EQUAL_MASS_CELLS))));
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.weight(i) * EQUAL_MASS_CELLS > total) {
        float value = narrow(items.value(i));
        cuts.add(value);
        cuts.add(Math.nextDown(value));
      }
    }
    // Tails in steps of a quarter: what a block holds beyond the range of all others is counted
    // from the cells, so the outermost ones must be small.
    for (long rank = 1; rank * EQUAL_MASS_CELLS < total; rank = Math.max(rank + 1, rank * 5 / 4)) {
      cuts.add(narrow(items.atRank(rank)));
      cuts.add(Math.nextDown(narrow(items.atRank(total + 1 - rank))));
    }
    cuts.add(Math.nextDown(narrow(min)));
    cuts.add(narrow(max));
    return of(cuts);
  }

  /// One cell for every value, and one for each gap between two.
  ///
  /// The baseline's distribution function is flat between its values and a window's only rises, so
  /// that the largest difference of the two stands at one of these cuts: it is exact.
  ///
  /// @param items 1 to [#MOST_VALUES] values, none lost
  static Intervals everyValue(WeightedItems items) {
    var cuts = new TreeSet<Float>();
    for (int i = 0; i < items.size(); i++) {
      float value = narrow(items.value(i));
      cuts.add(value);
      cuts.add(Math.nextDown(value));
    }
    return of(cuts);
  }

  private static Intervals of(SortedSet<Float> cuts) {
    float[] ascending = new float[cuts.size()];
    int at = 0;
    for (float cut : cuts) {
      ascending[at++] = cut;
    }
    return new Intervals(ascending);
  }

  /// The nearest float32 that still has a finite neighbour below, `-0.0` as `0.0`.
  private static float narrow(double x) {
    float limit = Math.nextDown(Float.MAX_VALUE);
    return Math.clamp((float) x, -limit, limit) + 0.0f;
  }

  /// The cuts, ascending; a copy.
  public double[] cuts() {
    double[] wide = new double[cuts.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = cuts[i];
    }
    return wide;
  }

  /// The cut that is the upper end of a cell, itself inside; `cell` is below `cells() - 1`.
  public double upper(int cell) {
    return cuts[cell];
  }

  /// Whether this cell was made for one heavy value, which is then [#upper(int)].
  public boolean isPoint(int cell) {
    return cell > 0 && cell < cuts.length && Math.nextDown(cuts[cell]) <= cuts[cell - 1];
  }

  /// The baseline's smallest value, as float32.
  public double low() {
    return Math.nextUp(cuts[0]);
  }

  /// The baseline's largest value, as float32.
  public double high() {
    return cuts[cuts.length - 1];
  }

  @Override
  public int cells() {
    return cuts.length + 1;
  }

  @Override
  public int cellOf(double x) {
    return ranks.below((float) x + 0.0f);
  }

  @Override
  public void locate(NumberBlock block) {
    for (int i = 0; i < block.size; i++) {
      block.cells[i] = cellOf(block.values[i]);
    }
  }

  @Override
  public int cellOf(String text) {
    return MISTYPED;
  }

  @Override
  public boolean isBelow(double x) {
    return (float) x <= cuts[0];
  }

  @Override
  public boolean isAbove(double x) {
    return (float) x > cuts[cuts.length - 1];
  }

  @Override
  public String label(int cell) {
    if (cell == 0) {
      return "below " + number(Math.nextUp(cuts[0]));
    }
    if (cell == cuts.length) {
      return "above " + number(cuts[cuts.length - 1]);
    }
    return isPoint(cell)
        ? number(cuts[cell])
        : "(" + number(cuts[cell - 1]) + ", " + number(cuts[cell]) + "]";
  }

  /// How a cut is written for people: as the float32 that it is, `2` and not `2.0`.
  public static String number(double cut) {
    float x = (float) cut;
    return x == Math.rint(x) && Math.abs(x) < 1e7 ? Long.toString((long) x) : Float.toString(x);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Intervals other && Arrays.equals(cuts, other.cuts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cuts);
  }

  @Override
  public String toString() {
    return cells() + " intervals from " + low() + " to " + high();
  }
}
