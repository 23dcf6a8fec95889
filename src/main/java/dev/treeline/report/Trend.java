package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.drift.State;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Draws how one feature's effect went over the last runs, in thresholds: a line at 1, a mark for
/// each run that says its state by its form.
///
/// @param points the runs that judged it, in time, the present one last
record Trend(List<Point> points) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double HEIGHT = 120;
  private static final double LEFT = 40;

  Trend {
    points = List.copyOf(points);
  }

  /// One run's outcome for the feature.
  ///
  /// @param when the end of its window
  /// @param state the verdict
  /// @param ratio effect over threshold; `NaN` where nothing was measured
  record Point(String when, State state, double ratio) {}

  /// A feature's way through the runs before, to this one.
  static Trend ofFeature(Finding finding, History before, Window window) {
    return of(finding, run -> run.feature(finding.name()), before, window);
  }

  /// An output's way through the runs before, to this one.
  static Trend ofPrediction(Finding finding, History before, Window window) {
    String version = Words.version(finding.modelVersion());
    return of(finding, run -> run.prediction(finding.name(), version), before, window);
  }

  private static Trend of(
      Finding finding,
      Function<PastRun, Optional<PastRun.Score>> scores,
      History before,
      Window window) {
    List<Point> points = new ArrayList<>();
    for (PastRun run : before.runs()) {
      Optional<PastRun.Score> score = scores.apply(run);
      score.ifPresent(
          s -> points.add(new Point(MINUTE.format(run.window().to()), s.verdict(), s.ratio())));
    }
    double ratio = finding.effect() / finding.threshold();
    points.add(new Point(MINUTE.format(window.to()), finding.state(), ratio));
    return new Trend(points);
  }

  /// Whether there is more to see than this run.
  boolean isLong() {
    return points.size() > 1;
  }

  /// A drawing for a table cell; nothing while there is only one run.
  String small(String name) {
    if (!isLong()) {
      return "";
    }
    double width = 96;
    double height = 28;
    Svg svg = new Svg(width, height, title(name));
    svg.line("limit", 0, y(1, 3, height - 6), width, y(1, 3, height - 6));
    svg.path("run", line(4, width - 8, 3, height - 6));
    Point last = points.getLast();
    return svg.mark(Mark.of(last.state()), width - 4, y(last.ratio(), 3, height - 6), "").end();
  }

  /// A drawing for a panel; nothing while there is only one run.
  String large(String name) {
    if (!isLong()) {
      return "";
    }
    double top = 12;
    double height = HEIGHT - top - 24;
    double width = Drawing.WIDTH - LEFT - 8;
    Svg svg = new Svg(Drawing.WIDTH, HEIGHT, title(name));
    svg.line("axis", LEFT, top + height, Drawing.WIDTH, top + height);
    svg.line("limit", LEFT, y(1, top, height), Drawing.WIDTH, y(1, top, height));
    svg.text("", LEFT - 4, top + height + 4, "end", "0");
    svg.text("", LEFT - 4, y(1, top, height) + 4, "end", "1 ×");
    if (most() > 1.5) {
      svg.text("", LEFT - 4, top + 4, "end", Gauge.times(most()));
    }
    svg.path("run", line(LEFT + 4, width, top, height));
    for (Mark mark : Mark.values()) {
      svg.marks(mark, places(mark, LEFT + 4, width, top, height));
    }
    svg.text("", LEFT, HEIGHT - 6, "start", points.getFirst().when());
    return svg.text("", Drawing.WIDTH, HEIGHT - 6, "end", points.getLast().when()).end();
  }

  private String title(String name) {
    long drifted = points.stream().filter(p -> p.state() == State.DRIFTED).count();
    return "Effect over threshold of %s in the last %s, drifted in %d of them"
        .formatted(name, Figures.things(points.size(), "run"), drifted);
  }

  private double most() {
    return points.stream().mapToDouble(Trend::height).reduce(1.2, Math::max);
  }

  private static double height(Point point) {
    return Double.isFinite(point.ratio()) ? point.ratio() : 0;
  }

  private double x(int point, double left, double width) {
    return left + width * point / (points.size() - 1);
  }

  private double y(double ratio, double top, double height) {
    double shown = Double.isFinite(ratio) ? Math.max(0, ratio) : 0;
    return top + height * (1 - shown / most());
  }

  private List<Double> places(Mark mark, double left, double width, double top, double height) {
    List<Double> places = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (Mark.of(points.get(i).state()) == mark) {
        places.add(x(i, left, width));
        places.add(y(points.get(i).ratio(), top, height));
      }
    }
    return places;
  }

  private double[] line(double left, double width, double top, double height) {
    double[] line = new double[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      line[2 * i] = x(i, left, width);
      line[2 * i + 1] = y(points.get(i).ratio(), top, height);
    }
    return line;
  }
}
