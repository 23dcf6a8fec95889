package dev.treeline.report;

import dev.treeline.report.Svg.Box;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;

/// Draws two distribution functions, the baseline's dashed and the window's whole, and marks where
/// they are furthest apart: that distance is D.
final class Curves {
  private static final double HEIGHT = 190;
  private static final Box FRAME = new Box(40, 10, Drawing.WIDTH - 40, 158);
  private static final int STEPS = 38; // of 10 units each: short numbers
  private static final double TAIL = 0.005;

  private final Intervals intervals;
  private final double[] base;
  private final double[] now;
  private final double low;
  private final double high;
  private final int widest;

  private Curves(Intervals intervals, CellCounts base, CellCounts now) {
    this.intervals = intervals;
    this.base = upTo(base);
    this.now = upTo(now);
    int widest = 0;
    for (int cell = 1; cell < intervals.cells() - 1; cell++) {
      widest = gap(cell) > gap(widest) ? cell : widest;
    }
    this.widest = widest;
    double at = intervals.upper(widest);
    double from = Quantiles.of(intervals, base, TAIL).value();
    double to = Quantiles.of(intervals, base, 1 - TAIL).value();
    this.low = Math.min(from, at);
    this.high = Math.max(to, at);
  }

  /// The drawing, or nothing when one side has no value or the baseline has only one.
  static String of(String name, Intervals intervals, CellCounts base, CellCounts now) {
    if (base.known() == 0 || now.known() == 0) {
      return "";
    }
    Curves curves = new Curves(intervals, base, now);
    return curves.low < curves.high ? curves.draw(name) : "";
  }

  private static double[] upTo(CellCounts counts) {
    double[] shares = new double[counts.partition().cells()];
    long sum = 0;
    for (int cell = 0; cell < shares.length; cell++) {
      sum += counts.count(cell);
      shares[cell] = (double) sum / counts.known();
    }
    return shares;
  }

  private double gap(int cell) {
    return Math.abs(base[cell] - now[cell]);
  }

  private String draw(String name) {
    String at = Figures.of(intervals.upper(widest));
    Svg svg = new Svg(Drawing.WIDTH, HEIGHT, "Distribution functions of " + name);
    svg.describe(
        "Furthest apart at %s: %s of the baseline and %s of the window lie below."
            .formatted(at, Figures.percent(base[widest]), Figures.percent(now[widest])));
    for (double part : new double[] {0, 0.5, 1}) {
      svg.line("axis", FRAME.x(), y(part), Drawing.WIDTH, y(part));
      svg.text("", FRAME.x() - 4, y(part) + 4, "end", Figures.percent(part));
    }
    svg.path("cdf was", points(base)).path("cdf", points(now));
    double x = x(intervals.upper(widest));
    svg.line("gap", x, y(base[widest]), x, y(now[widest]));
    boolean left = x > FRAME.x() + FRAME.width() * 0.6;
    double middle = y((base[widest] + now[widest]) / 2) + 4;
    svg.text(
        "strong",
        left ? x - 6 : x + 6,
        middle,
        left ? "end" : "start",
        "D " + Figures.effect(gap(widest)));
    svg.text("", FRAME.x(), HEIGHT - 7, "start", Figures.of(low));
    svg.text("", Drawing.WIDTH, HEIGHT - 7, "end", Figures.of(high));
    if (Math.abs(x - FRAME.x() - FRAME.width() / 2) < FRAME.width() * 0.3) {
      svg.text("", x, HEIGHT - 7, "middle", at);
    }
    return svg.end();
  }

  private double x(double value) {
    return FRAME.x() + FRAME.width() * (value - low) / (high - low);
  }

  private static double y(double share) {
    return FRAME.y() + FRAME.height() * (1 - share);
  }

  /// The function at so many places, and at the widest gap's, so that the mark ends on both curves.
  private double[] points(double[] shares) {
    double[] points = new double[2 * (STEPS + 2)];
    double gapAt = intervals.upper(widest);
    boolean passed = false;
    int n = 0;
    for (int i = 0; i <= STEPS; i++) {
      double value = low + (high - low) * i / STEPS;
      if (!passed && gapAt <= value) {
        passed = true;
        points[n++] = x(gapAt);
        points[n++] = y(shares[widest]);
      }
      points[n++] = x(value);
      points[n++] = Math.rint(2 * y(at(shares, value))) / 2;
    }
    return java.util.Arrays.copyOf(points, n);
  }

  /// The share up to a value, by width within a cell.
  private double at(double[] shares, double value) {
    int cell = intervals.cellOf(value);
    if (cell == 0 || cell == intervals.cells() - 1) {
      return cell == 0 ? shares[0] : shares[cell - 1];
    }
    double to = intervals.upper(cell);
    double from = intervals.upper(cell - 1);
    double part = intervals.isPoint(cell) || !(from < to) ? 1 : (value - from) / (to - from);
    return shares[cell - 1] + (shares[cell] - shares[cell - 1]) * Math.clamp(part, 0, 1);
  }
}
