package dev.treeline.report;

import dev.treeline.drift.BlockSummary;
import dev.treeline.drift.Finding;
import dev.treeline.report.Svg.Box;

/// Draws an effect against its threshold and against the most unusual block of the baseline.
final class Gauge {
  private static final double LEFT = 128;
  private static final double HEIGHT = 96;

  private Gauge() {}

  /// A drawing for a table cell: how far the effect reaches, and a line at the threshold, which is
  /// at the same place in every row.
  static String small(Finding finding) {
    double width = 84;
    double one = width / 2;
    double score = Double.isFinite(finding.effect()) ? finding.effect() / finding.threshold() : 0;
    // Twice the threshold fills the cell: beyond it, how far does not matter here.
    double reach = Math.min(width, one * score);
    String title =
        "Effect " + Figures.effect(finding.effect()) + ", " + times(score) + " the threshold";
    Svg svg = new Svg(width, 12, title);
    svg.rect("track", new Box(0, 3, width, 6), "");
    svg.rect("fill " + Mark.of(finding.state()).tone(), new Box(0, 3, reach, 6), "");
    return svg.line("limit", one, 0, one, 12).end();
  }

  /// A drawing for a panel.
  static String large(Finding finding, BlockSummary blocks) {
    double effect = Double.isFinite(finding.effect()) ? finding.effect() : 0;
    double block = blocks.effect().value();
    double most =
        Math.min(finding.cap(), 1.15 * Math.max(finding.threshold(), Math.max(effect, block)));
    double scale = (Drawing.WIDTH - LEFT - 46) / most;
    Svg svg =
        new Svg(
            Drawing.WIDTH, HEIGHT, "Effect, threshold and training blocks of " + finding.name());
    row(
        svg,
        24,
        "this window",
        "fill " + Mark.of(finding.state()).tone(),
        effect * scale,
        Figures.effect(finding.effect()));
    row(
        svg,
        54,
        "worst training block",
        "base",
        block * scale,
        blocks.blocks() == 0 ? "none" : Figures.effect(block));
    double limit = LEFT + finding.threshold() * scale;
    svg.line("axis", LEFT, 20, LEFT, 80);
    svg.line("limit", limit, 16, limit, 80);
    boolean isRight = limit > Drawing.WIDTH - 90;
    svg.text(
        "strong",
        isRight ? Drawing.WIDTH : limit,
        11,
        isRight ? "end" : "middle",
        "threshold " + Figures.effect(finding.threshold()));
    return svg.text("", LEFT, 93, "start", "0")
        .text("", LEFT + most * scale, 93, "end", Figures.of(most))
        .end();
  }

  private static void row(
      Svg svg, double y, String name, String style, double length, String value) {
    svg.text("", LEFT - 6, y + 14, "end", name);
    svg.rect(style, new Box(LEFT, y, length, 20), "");
    svg.text("strong", LEFT + length + 5, y + 14, "start", value);
  }

  /// A multiple for people: `2.3 ×`.
  static String times(double score) {
    return Figures.of(score) + " ×";
  }
}
