package dev.treeline.report;

import java.util.List;

/// Draws bars: the baseline grey and wide, the window blue and narrow upon it.
final class Drawing {
  private static final double WIDTH = 420;
  private static final double HEIGHT = 190;
  private static final double LEFT = 34;
  private static final double BOTTOM = 24;
  private static final double TOP = 10;

  private Drawing() {}

  /// A drawing for a table cell: bars and a line below them, no text.
  static String small(String name, Bars bars) {
    double width = 160;
    double height = 34;
    Svg svg = new Svg(width, height, "Baseline and window of " + name);
    bars(svg, bars, new Frame(0, 1, width, height - 2), peak(bars));
    return svg.line("axis", 0, height - 0.5, width, height - 0.5).end();
  }

  /// A drawing for a panel: the same bars with a scale, their names, and a tip on each.
  static String large(String name, Bars bars) {
    double peak = peak(bars);
    Svg svg = new Svg(WIDTH, HEIGHT, "Shares of all rows, baseline and window, of " + name);
    Frame frame = new Frame(LEFT, TOP, WIDTH - LEFT, HEIGHT - TOP - BOTTOM);
    for (double part : new double[] {0, 0.5, 1}) {
      double y = frame.y() + frame.height() * (1 - part);
      svg.line("axis", LEFT, y, WIDTH, y);
      svg.text("scale", LEFT - 4, y + 4, "end", Figures.percent(peak * part));
    }
    bars(svg, bars, frame, peak);
    names(svg, bars, frame);
    return svg.end();
  }

  /// Where the bars stand.
  private record Frame(double x, double y, double width, double height) {
    double step(Bars bars) {
      return width / Math.max(1, bars.bars().size());
    }
  }

  private static double peak(Bars bars) {
    double peak =
        bars.bars().stream().mapToDouble(b -> Math.max(b.base(), b.now())).max().orElse(0);
    return peak > 0 ? peak : 1;
  }

  private static void bars(Svg svg, Bars bars, Frame frame, double peak) {
    double step = frame.step(bars);
    for (int i = 0; i < bars.bars().size(); i++) {
      Bars.Bar bar = bars.bars().get(i);
      String tip =
          bar.label()
              + ": baseline "
              + Figures.percent(bar.base())
              + ", window "
              + Figures.percent(bar.now());
      double x = frame.x() + step * i;
      upright(
          svg,
          "base",
          new Frame(x + step * 0.06, frame.y(), step * 0.88, frame.height()),
          bar.base() / peak,
          tip);
      upright(
          svg,
          "now",
          new Frame(x + step * 0.28, frame.y(), step * 0.44, frame.height()),
          bar.now() / peak,
          tip);
    }
  }

  private static void upright(Svg svg, String style, Frame frame, double part, String tip) {
    double height = frame.height() * part;
    if (height > 0) {
      svg.rect(style, frame.x(), frame.y() + frame.height() - height, frame.width(), height, tip);
    }
  }

  /// Names under the bars: all while they are few, otherwise the ends and the middle of the regular
  /// ones and each of the others.
  private static void names(Svg svg, Bars bars, Frame frame) {
    List<Bars.Bar> all = bars.bars();
    double step = frame.step(bars);
    int room = Math.max(3, (int) (step / 6));
    for (int i = 0; i < all.size(); i++) {
      boolean few = all.size() <= 8;
      boolean marked = i == 1 || i == bars.regular() / 2 || i == bars.regular() - 2;
      if (few || (marked && i < bars.regular())) {
        String label = all.get(i).label();
        int most = few ? room : 14;
        String text = label.length() > most ? label.substring(0, most - 1) + "…" : label;
        boolean last = !few && i == bars.regular() - 2;
        double x = frame.x() + step * (last ? i + 1 : i + 0.5);
        svg.text("", x, HEIGHT - 8, last ? "end" : "middle", text);
      }
    }
  }
}
