package dev.treeline.report;

import dev.treeline.report.Svg.Box;
import java.util.ArrayList;
import java.util.List;

/// Draws bars: the baseline grey and wide, the window blue and narrow upon it, or its outline.
final class Drawing {
  /// Width of every drawing in a panel: one that a telephone shows without making it smaller.
  static final double WIDTH = 420;

  private static final double HEIGHT = 190;
  private static final double LEFT = 40;
  private static final double BOTTOM = 22;
  private static final double TOP = 10;
  private static final int TIPS = 12;

  private Drawing() {}

  /// A drawing for a table cell: bars and a line below them, no text.
  static String small(String name, Bars bars) {
    double width = 5.0 * Math.max(10, bars.bars().size());
    double height = 32;
    Svg svg = new Svg(width, height, "Baseline and window of " + name);
    bars(svg, bars, new Box(0, 1, width, height - 2), peak(bars));
    return svg.line("axis", 0, height - 0.5, width, height - 0.5).end();
  }

  /// A drawing for a panel: the same bars with a scale, their names, and a tip on each.
  static String large(String name, Bars bars) {
    double peak = peak(bars);
    Svg svg = new Svg(WIDTH, HEIGHT, "Shares of all rows, baseline and window, of " + name);
    Box frame = new Box(LEFT, TOP, WIDTH - LEFT, HEIGHT - TOP - BOTTOM);
    for (double part : new double[] {0, 0.5, 1}) {
      double y = frame.y() + frame.height() * (1 - part);
      svg.line("axis", LEFT, y, WIDTH, y);
      svg.text("", LEFT - 4, y + 4, "end", Figures.percent(peak * part));
    }
    bars(svg, bars, frame, peak);
    if (bars.regular() < bars.bars().size()) {
      double x = frame.x() + step(bars, frame) * bars.regular();
      svg.line("axis", x, frame.y(), x, frame.y() + frame.height());
    }
    tips(svg, bars, frame);
    names(svg, bars, frame);
    return svg.end();
  }

  private static double step(Bars bars, Box frame) {
    return frame.width() / Math.max(1, bars.bars().size());
  }

  private static double peak(Bars bars) {
    double peak =
        bars.bars().stream().mapToDouble(b -> Math.max(b.base(), b.now())).max().orElse(0);
    return peak > 0 ? peak : 1;
  }

  /// Numbers: one grey area and one blue outline. Everything else: grey bars, and blue ones upon
  /// them.
  private static void bars(Svg svg, Bars bars, Box frame, double peak) {
    double step = step(bars, frame);
    int from = bars.isContinuous() ? bars.regular() : 0;
    if (bars.isContinuous()) {
      Box part = new Box(frame.x(), frame.y(), step * from, frame.height());
      List<Bars.Bar> regular = bars.bars().subList(0, from);
      svg.steps("base", part, regular.stream().mapToDouble(b -> b.base() / peak).toArray());
      svg.steps("outline", part, regular.stream().mapToDouble(b -> b.now() / peak).toArray());
    }
    List<Box> base = new ArrayList<>();
    List<Box> now = new ArrayList<>();
    for (int i = from; i < bars.bars().size(); i++) {
      Bars.Bar bar = bars.bars().get(i);
      double x = frame.x() + step * i;
      addUpright(
          base,
          new Box(x + step * 0.06, frame.y(), step * 0.88, frame.height()),
          bar.base() / peak);
      addUpright(
          now, new Box(x + step * 0.28, frame.y(), step * 0.44, frame.height()), bar.now() / peak);
    }
    svg.boxes("base", base).boxes("now", now);
  }

  private static void addUpright(List<Box> boxes, Box frame, double part) {
    double height = frame.height() * part;
    if (height > 0) {
      double y = frame.y() + frame.height() - height;
      boxes.add(new Box(frame.x(), y, frame.width(), height));
    }
  }

  /// Something to point at over bars that have a name, however low they are. Where there are many,
  /// only over those behind the regular ones: the panel's table has the commonest.
  private static void tips(Svg svg, Bars bars, Box frame) {
    double step = step(bars, frame);
    boolean isAll = !bars.isContinuous() && bars.bars().size() <= TIPS;
    for (int i = isAll ? 0 : bars.regular(); i < bars.bars().size(); i++) {
      Bars.Bar bar = bars.bars().get(i);
      String tip =
          bar.label()
              + ": baseline "
              + Figures.percent(bar.base())
              + ", window "
              + Figures.percent(bar.now());
      svg.rect("tip", new Box(frame.x() + step * i, frame.y(), step, frame.height()), tip);
    }
  }

  /// Names under the bars: all while they are few, otherwise the ends and the middle of the regular
  /// ones; those behind the regular ones share what room they have.
  private static void names(Svg svg, Bars bars, Box frame) {
    List<Bars.Bar> all = bars.bars();
    double step = step(bars, frame);
    boolean few = all.size() <= 8;
    int room = (int) (step / 6.2);
    for (int i = 0; i < all.size(); i++) {
      boolean marked = i == 1 || i == bars.regular() / 2;
      if (few || (marked && i < bars.regular())) {
        String text = cut(all.get(i).label(), few ? Math.max(3, room) : 14);
        svg.text("", frame.x() + step * (i + 0.5), HEIGHT - 7, "middle", text);
      }
    }
    if (!few && bars.regular() < all.size()) {
      svg.text("", WIDTH, HEIGHT - 7, "end", others(all.subList(bars.regular(), all.size())));
    } else if (!few) {
      svg.text("", WIDTH, HEIGHT - 7, "end", cut(all.getLast().label(), 14));
    }
  }

  private static String others(List<Bars.Bar> bars) {
    String names = String.join(", ", bars.stream().map(Bars.Bar::label).toList());
    return bars.size() == 1 || names.length() <= 28
        ? names
        : bars.getFirst().label() + " … " + bars.getLast().label();
  }

  /// A text with no more than so many characters.
  static String cut(String text, int most) {
    int end = text.offsetByCodePoints(0, Math.min(most, text.codePointCount(0, text.length())));
    return end == text.length() ? text : text.substring(0, text.offsetByCodePoints(end, -1)) + "…";
  }
}
