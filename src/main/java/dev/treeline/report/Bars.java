package dev.treeline.report;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The baseline's and the window's counts gathered into few bars for the eye; no verdict comes from
/// them.
///
/// Numbers: bars of equal width from the baseline's 1 % to its 99 % point, and one for each tail; a
/// cell that reaches into several bars is spread by width. Categories: the baseline's commonest,
/// the rest as one. Behind them what the baseline did not have or could not use: out of its range,
/// unseen, of the wrong type, missing. Heights are shares of all rows.
///
/// @param bars from left to right
/// @param regular how many of them, from the left, lie within the baseline's range
/// @param isContinuous whether those lie side by side on one scale of numbers
record Bars(List<Bar> bars, int regular, boolean isContinuous) {
  private static final int MOST = 24;
  private static final double TAIL = 0.01;

  Bars {
    bars = List.copyOf(bars);
  }

  /// Two shares under one name.
  ///
  /// @param label what is counted, for people
  /// @param base share of the baseline's rows, 0 to 1
  /// @param now share of the window's rows, 0 to 1
  record Bar(String label, double base, double now) {}

  /// Gathers two counts into the same cells.
  static Bars of(CellCounts base, CellCounts now) {
    List<Bar> bars =
        switch (base.partition()) {
          case Intervals intervals -> ofIntervals(intervals, base, now);
          case Values values -> ofValues(values, base, now);
        };
    List<Bar> all = new ArrayList<>(bars);
    if (base.partition() instanceof Intervals intervals) {
      int last = intervals.cells() - 1;
      addIfAny(all, bar("below range", base, base.count(0), now, now.count(0)));
      addIfAny(all, bar("above range", base, base.count(last), now, now.count(last)));
    }
    addIfAny(all, bar("unseen values", base, base.unseen(), now, now.unseen()));
    addIfAny(all, bar("no number", base, base.mistyped(), now, now.mistyped()));
    addIfAny(all, bar("missing", base, base.missing(), now, now.missing()));
    return new Bars(all, bars.size(), base.partition() instanceof Intervals);
  }

  private static void addIfAny(List<Bar> bars, Bar bar) {
    if (bar.base() > 0 || bar.now() > 0) {
      bars.add(bar);
    }
  }

  private static Bar bar(String label, CellCounts base, long inBase, CellCounts now, long inNow) {
    return new Bar(label, share((double) inBase, base), share((double) inNow, now));
  }

  private static double share(double count, CellCounts of) {
    return of.seen() == 0 ? 0 : count / of.seen();
  }

  private static List<Bar> ofIntervals(Intervals intervals, CellCounts base, CellCounts now) {
    double[] edges = edges(intervals, base);
    double[] inBase = spread(intervals, base, edges);
    double[] inNow = spread(intervals, now, edges);
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < inBase.length; i++) {
      bars.add(new Bar(label(intervals, edges, i), share(inBase[i], base), share(inNow[i], now)));
    }
    return bars;
  }

  private static String label(Intervals intervals, double[] edges, int bar) {
    double from = bar == 0 ? intervals.low() : edges[bar - 1];
    double to = bar == edges.length ? intervals.high() : edges[bar];
    return Figures.of(from) + " to " + Figures.of(to);
  }

  /// Edges of equal width between the tails; two at least, even when all values are one.
  private static double[] edges(Intervals intervals, CellCounts base) {
    double low = Quantiles.of(intervals, base, TAIL).value();
    double high = Quantiles.of(intervals, base, 1 - TAIL).value();
    if (!(low < high)) {
      low = intervals.low();
      high = intervals.high();
    }
    int bars = low < high ? MOST : 1;
    double[] edges = new double[bars + 1];
    for (int i = 0; i <= bars; i++) {
      edges[i] = low + (high - low) * i / bars;
    }
    return edges;
  }

  /// Counts by bar: the lower tail, the bars between the edges, the upper tail.
  private static double[] spread(Intervals intervals, CellCounts counts, double[] edges) {
    double[] bars = new double[edges.length + 1];
    for (int cell = 1; cell < intervals.cells() - 1; cell++) {
      double high = intervals.upper(cell);
      double low = intervals.isPoint(cell) ? high : intervals.upper(cell - 1);
      if (counts.count(cell) > 0) {
        spread(counts.count(cell), low, high, edges, bars);
      }
    }
    return bars;
  }

  private static void spread(long count, double low, double high, double[] edges, double[] bars) {
    for (int bar = 0; bar < bars.length; bar++) {
      double from = bar == 0 ? Double.NEGATIVE_INFINITY : edges[bar - 1];
      double to = bar == edges.length ? Double.POSITIVE_INFINITY : edges[bar];
      if (low == high) {
        bars[bar] += from < high && high <= to ? count : 0;
      } else {
        double overlap = Math.min(high, to) - Math.max(low, from);
        bars[bar] += overlap > 0 ? count * (overlap / (high - low)) : 0;
      }
    }
  }

  private static List<Bar> ofValues(Values values, CellCounts base, CellCounts now) {
    int labelled = values.labels().size();
    int shown = labelled <= MOST ? labelled : MOST - 1;
    List<Integer> order = IntStream.range(0, shown).boxed().toList();
    if (values.isNumeric()) {
      double[] numbers = values.numbers();
      order = order.stream().sorted(Comparator.comparingDouble(i -> numbers[i])).toList();
    }
    List<Bar> bars = new ArrayList<>();
    for (int cell : order) {
      bars.add(bar(values.label(cell), base, base.count(cell), now, now.count(cell)));
    }
    if (values.cells() > shown) {
      bars.add(bar("other known values", base, rest(base, shown), now, rest(now, shown)));
    }
    return bars;
  }

  private static long rest(CellCounts counts, int shown) {
    return IntStream.range(shown, counts.partition().cells()).mapToLong(counts::count).sum();
  }
}
