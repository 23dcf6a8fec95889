package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.report.Svg.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Draws all features at once. With importances: how far each moved, to the right, against how much
/// the model uses it, upwards; what is far up and far to the right is looked at first. Without: the
/// features that moved furthest, one below the other; an importance is not made up.
final class Overview {
  private static final double HEIGHT = 320;
  private static final Box FRAME = new Box(44, 30, Drawing.WIDTH - 44 - 10, HEIGHT - 30 - 44);
  private static final int LISTED = 12;
  private static final int NAMED = 10;
  private static final double ROW = 22;
  private static final double NAMES = 132;

  private Overview() {}

  /// The drawing with importances.
  ///
  /// @param findings at least one; those that could not be measured are left out
  /// @param importance shares of 1 by name; a feature without one has 0
  static String quadrants(List<Finding> findings, Map<String, Double> importance) {
    List<Finding> measured = measured(findings);
    double right = Math.max(2, measured.stream().mapToDouble(Overview::ratio).max().orElse(2));
    double up = importance.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    Svg svg = new Svg(Drawing.WIDTH, HEIGHT, "Drift and importance of every feature");
    double limit = x(1, right);
    svg.rect(
        "alert", new Box(limit, FRAME.y(), FRAME.x() + FRAME.width() - limit, FRAME.height()), "");
    axes(svg, right, up);
    List<Box> taken = new ArrayList<>();
    int named = 0;
    for (Finding finding : Words.worstFirst(measured)) {
      double share = importance.getOrDefault(finding.name(), 0.0);
      double x = x(ratio(finding), right);
      double y = y(share, up);
      svg.mark(
          Mark.of(finding.state()),
          x,
          y,
          finding.name()
              + ": "
              + Gauge.times(ratio(finding))
              + " its threshold, "
              + Figures.percent(share)
              + " of the model's gain");
      if (named < NAMED && isNamed(svg, finding.name(), x, y, taken)) {
        named++;
      }
    }
    return svg.end();
  }

  /// Where a name may stand: its box, and its text's anchor and base line.
  private record Place(Box box, String anchor, double x, double y) {}

  /// Writes a name on the first side of its mark where no other name stands; on none when all are
  /// taken.
  private static boolean isNamed(Svg svg, String name, double x, double y, List<Box> taken) {
    String text = Drawing.cut(name, 18);
    double width = 6.4 * text.length();
    double half = width / 2;
    List<Place> places =
        List.of(
            new Place(new Box(x + 8, y - 6, width, 13), "start", x + 8, y + 4),
            new Place(new Box(x - 8 - width, y - 6, width, 13), "end", x - 8, y + 4),
            new Place(new Box(x - half, y - 21, width, 13), "middle", x, y - 11),
            new Place(new Box(x - half, y + 8, width, 13), "middle", x, y + 18));
    for (Place place : places) {
      Box box = place.box();
      boolean isInside = box.x() >= FRAME.x() && box.x() + width <= Drawing.WIDTH;
      if (isInside && taken.stream().noneMatch(other -> overlap(box, other))) {
        taken.add(box);
        svg.text("strong", place.x(), place.y(), place.anchor(), text);
        return true;
      }
    }
    return false;
  }

  private static boolean overlap(Box a, Box b) {
    return a.x() < b.x() + b.width()
        && b.x() < a.x() + a.width()
        && a.y() < b.y() + b.height()
        && b.y() < a.y() + a.height();
  }

  private static void axes(Svg svg, double right, double up) {
    double bottom = FRAME.y() + FRAME.height();
    svg.line("axis", FRAME.x(), bottom, FRAME.x() + FRAME.width(), bottom);
    svg.line("axis", FRAME.x(), FRAME.y(), FRAME.x(), bottom);
    svg.line("limit", x(1, right), FRAME.y(), x(1, right), bottom);
    svg.text("strong", x(1, right), 22, "middle", "threshold");
    double last = Double.NEGATIVE_INFINITY;
    for (double tick : new double[] {0, 0.25, 1, 2, 4, 8, 16, 32}) {
      if (tick <= right && x(tick, right) - last > 26) {
        last = x(tick, right);
        svg.text("", last, bottom + 14, "middle", Figures.of(tick));
      }
    }
    last = Double.POSITIVE_INFINITY;
    for (double tick : new double[] {0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1}) {
      if (tick <= up && last - y(tick, up) > 26) {
        last = y(tick, up);
        svg.text("", FRAME.x() - 6, last + 4, "end", Figures.percent(tick));
      }
    }
    svg.text("", FRAME.x() + FRAME.width(), HEIGHT - 10, "end", "effect ÷ threshold →");
    svg.text("", 2, 12, "start", "↑ importance");
  }

  /// Roots, so that the many small ones are not one point; the ticks say so.
  private static double x(double ratio, double right) {
    return FRAME.x() + FRAME.width() * Math.sqrt(Math.max(0, ratio) / right);
  }

  private static double y(double share, double up) {
    return FRAME.y() + FRAME.height() * (1 - Math.sqrt(Math.max(0, share) / up));
  }

  /// The drawing without importances: the first few by how far they moved.
  static String ranks(List<Finding> findings) {
    List<Finding> first =
        measured(findings).stream()
            .sorted(Comparator.comparingDouble(Overview::ratio).reversed())
            .limit(LISTED)
            .toList();
    double most = Math.max(2, first.stream().mapToDouble(Overview::ratio).max().orElse(2));
    double scale = (Drawing.WIDTH - NAMES - 44) / most;
    double height = 40 + ROW * first.size();
    double limit = NAMES + scale;
    Svg svg = new Svg(Drawing.WIDTH, height, "The features that moved furthest");
    svg.text("strong", limit, 11, "middle", "threshold");
    for (int i = 0; i < first.size(); i++) {
      Finding finding = first.get(i);
      double y = 20 + ROW * i;
      double end = NAMES + scale * ratio(finding);
      svg.text("", NAMES - 8, y + 14, "end", Drawing.cut(finding.name(), 19));
      svg.rect("track", new Box(NAMES, y + 8, end - NAMES, 4), "");
      svg.mark(
          Mark.of(finding.state()),
          end,
          y + 10,
          finding.name() + ": " + Words.state(finding.state()));
      svg.text("strong", end + 9, y + 14, "start", Gauge.times(ratio(finding)));
    }
    svg.line("limit", limit, 16, limit, height - 16);
    svg.line("axis", NAMES, 16, NAMES, height - 16);
    return svg.text("", Drawing.WIDTH, height - 4, "end", "effect ÷ threshold →").end();
  }

  private static List<Finding> measured(List<Finding> findings) {
    return findings.stream().filter(f -> Double.isFinite(ratio(f)) && f.n() > 0).toList();
  }

  private static double ratio(Finding finding) {
    return finding.effect() / finding.threshold();
  }
}
