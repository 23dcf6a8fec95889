package dev.treeline.report;

import dev.treeline.drift.Constraints;
import dev.treeline.drift.Drift;
import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.ProfileBuilder.NamedSketch;
import dev.treeline.drift.SageMakerCheck;
import dev.treeline.drift.Statistics;
import dev.treeline.drift.WindowCounts;
import dev.treeline.sketch.ColumnSketch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A run in which every text that comes from outside tries to be more than text.
final class HostileSample {
  /// What stands in names, categories, places and versions.
  static final List<String> TEXTS =
      List.of(
          "</title><script>alert('title')</script>",
          "\" onmouseover=\"alert('attribute')",
          "<svg/onload=alert('svg')>",
          "<img src=x onerror=alert('img')>",
          "</desc></svg><a href=\"javascript:alert('link')\">link</a>",
          "</style><style>body{display:none}</style>",
          "<!-- --><iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
          "\u202Egnp.exe\u0000\u0007",
          "&lt;b&gt; &amp; ${page.title()} $unsafe{x} @if(true)");

  private static final int ROWS = 3_000;

  private HostileSample() {}

  static Report report() {
    List<ColumnSketch> sketches =
        List.of(ColumnSketch.forBaseline(), ColumnSketch.forBaseline(), ColumnSketch.forBaseline());
    for (int row = 0; row < ROWS; row++) {
      sketches.get(0).addText(category(row, 0));
      sketches.get(1).addNumber(row % 97, false);
      sketches.get(2).addNumber(row % 89 / 89.0, false);
    }
    List<NamedSketch> features =
        List.of(
            new NamedSketch(TEXTS.get(2), sketches.get(0)),
            new NamedSketch(TEXTS.get(0), sketches.get(1)));
    ProfileBuilder builder =
        ProfileBuilder.of(features, List.of(new NamedSketch("score", sketches.get(2))));
    for (int row = 0; row < ROWS; row++) {
      builder.block(TEXTS.get(1) + ProfileBuilder.chunk(row, ROWS));
      builder.addText(0, category(row, row < ROWS / 20 ? 1 : 0));
      builder.addNumber(1, row % 97);
      builder.addPrediction(0, row % 89 / 89.0);
      builder.endRow();
    }
    Profile profile = builder.profile(TEXTS.get(5));
    WindowCounts counts = WindowCounts.of(profile);
    for (int row = 0; row < 900; row++) {
      counts.feature(0).addText(row % 20 == 0 ? TEXTS.get(row / 20 % 9) : category(row, 3));
      counts.feature(1).addNumber(row % 97 * 1.4);
      counts.prediction(0).addNumber(row % 89 / 89.0);
      counts.endRow();
      counts.endBody();
    }
    Statistics statistics =
        Statistics.of(ROWS, List.of(TEXTS.get(2), TEXTS.get(0)), sketches.subList(0, 2));
    Constraints constraints = Constraints.suggest(statistics);
    return new Report(
        run(),
        profile,
        counts,
        Drift.judge(profile, counts),
        statistics,
        constraints,
        SageMakerCheck.of(statistics, Optional.of(statistics), constraints),
        Report.Rule.TREELINE);
  }

  private static String category(int row, int shift) {
    return TEXTS.get(row * row % 7 % 4 + shift);
  }

  /// What a page shows beside the run, as hostile as the run itself.
  static Background background() {
    Window before =
        new Window(Instant.parse("2026-01-30T00:00:00Z"), Instant.parse("2026-01-31T00:00:00Z"));
    PastRun.Score score =
        new PastRun.Score(TEXTS.get(2), dev.treeline.drift.State.DRIFTED, 1e300, 0.1);
    PastRun run =
        new PastRun(before, dev.treeline.drift.State.DRIFTED, 9, 1, List.of(score), List.of(score));
    return new Background(
        new History(List.of(run)), Map.of(TEXTS.get(2), 0.7, TEXTS.get(0), 0.3, "<b>", 9.0));
  }

  private static Run run() {
    return new Run(
        TEXTS.get(0),
        TEXTS.get(1),
        TEXTS.get(3),
        new Window(Instant.parse("2026-01-31T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z")),
        new Window(Instant.parse("2026-01-31T05:02:11Z"), Instant.parse("2026-01-31T23:51:08Z")),
        26,
        900,
        3,
        1,
        Set.copyOf(TEXTS),
        List.of(new Skipped(TEXTS.get(4), 2, TEXTS)),
        0,
        List.of(TEXTS.get(6)));
  }
}
