package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.List;

/// Joins fine cells into the few groups that a chart and the PSI use.
///
/// For intervals: about ten groups of equal baseline mass, apart from heavy values (5 % and more)
/// that stand alone; the outermost groups take what lies beyond the baseline's range. For values:
/// the 20 commonest, the rest, unseen ones. Both end with the missing values.
final class Grouping {
  private static final int GROUPS = 10;
  private static final double HEAVY = 0.05;
  private static final int COMMONEST = 20;

  /// One group.
  ///
  /// @param label for people
  /// @param baseline values of the baseline in it
  /// @param window values of the window in it
  record Group(String label, long baseline, long window) {}

  private final CellCounts baseline;
  private final CellCounts window;
  private final List<Group> groups = new ArrayList<>();

  private Grouping(CellCounts baseline, CellCounts window) {
    this.baseline = baseline;
    this.window = window;
  }

  static List<Group> of(Partition partition, CellCounts baseline, CellCounts window) {
    var grouping = new Grouping(baseline, window);
    switch (partition) {
      case Intervals intervals -> grouping.joinIntervals(intervals);
      case Values values -> grouping.joinValues(values);
    }
    grouping.groups.add(new Group("missing", baseline.missing(), window.missing()));
    return List.copyOf(grouping.groups);
  }

  private void joinIntervals(Intervals intervals) {
    long known = baseline.known();
    long light = 0;
    for (int cell = 0; cell < intervals.cells(); cell++) {
      light += isHeavy(intervals, cell, known) ? 0 : baseline.count(cell);
    }
    int first = 0;
    long mass = 0;
    long closed = 0;
    for (int cell = 0; cell < intervals.cells(); cell++) {
      if (isHeavy(intervals, cell, known)) {
        close(intervals, first, cell);
        close(intervals, cell, cell + 1);
        first = cell + 1;
        continue;
      }
      mass += baseline.count(cell);
      boolean isFull = mass * GROUPS >= light * (closed + 1);
      if (isFull && cell < intervals.cells() - 2 && mass > 0) {
        close(intervals, first, cell + 1);
        first = cell + 1;
        closed = mass * GROUPS / light;
      }
    }
    close(intervals, first, intervals.cells());
  }

  private boolean isHeavy(Intervals intervals, int cell, long known) {
    return intervals.isPoint(cell) && baseline.count(cell) >= HEAVY * known;
  }

  /// Joins the cells from `first` to `end - 1`; nothing when no value is in them.
  private void close(Intervals intervals, int first, int end) {
    long b = 0;
    long w = 0;
    for (int cell = first; cell < end; cell++) {
      b += baseline.count(cell);
      w += window.count(cell);
    }
    if (b + w > 0) {
      groups.add(new Group(label(intervals, first, end), b, w));
    }
  }

  private static String label(Intervals intervals, int first, int end) {
    if (end - first == 1) {
      return intervals.label(first);
    }
    boolean isLowest = first == 0;
    boolean isHighest = end == intervals.cells();
    if (isLowest && isHighest) {
      return "all";
    }
    if (isLowest) {
      return "≤ " + Intervals.number(intervals.upper(end - 1));
    }
    String above = Intervals.number(intervals.upper(first - 1));
    return isHighest
        ? "> " + above
        : "(" + above + ", " + Intervals.number(intervals.upper(end - 1)) + "]";
  }

  private void joinValues(Values values) {
    int shown = Math.min(COMMONEST, values.labels().size());
    for (int cell = 0; cell < shown; cell++) {
      groups.add(new Group(values.label(cell), baseline.count(cell), window.count(cell)));
    }
    long b = 0;
    long w = 0;
    for (int cell = shown; cell < values.cells(); cell++) {
      b += baseline.count(cell);
      w += window.count(cell);
    }
    if (b + w > 0) {
      groups.add(new Group("other values", b, w));
    }
    if (baseline.unseen() + window.unseen() > 0) {
      groups.add(new Group("unseen", baseline.unseen(), window.unseen()));
    }
  }
}
