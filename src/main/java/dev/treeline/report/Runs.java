package dev.treeline.report;

import dev.treeline.drift.State;
import java.util.ArrayList;
import java.util.List;

/// Draws the verdicts of the last runs side by side, the present one last.
final class Runs {
  private static final double STEP = 12;

  private Runs() {}

  /// The drawing; nothing when this is the first run.
  static String draw(History before, Report report) {
    if (before.runs().isEmpty()) {
      return "";
    }
    List<PastRun> runs = new ArrayList<>(before.runs());
    runs.add(PastRun.of(report));
    long drifted = runs.stream().filter(run -> run.verdict() == State.DRIFTED).count();
    double width = STEP * runs.size() + 4;
    Svg svg = new Svg(width, 18, "The last %d runs: %d drifted".formatted(runs.size(), drifted));
    for (int i = 0; i < runs.size(); i++) {
      PastRun run = runs.get(i);
      String tip =
          Words.window(run.window())
              + ": "
              + Words.state(run.verdict())
              + ", "
              + Figures.things(run.rows(), "row");
      svg.mark(Mark.of(run.verdict()), STEP * (i + 0.5), 8, tip);
    }
    double last = STEP * (runs.size() - 1);
    return svg.line("here", last + 1, 17, last + STEP - 1, 17).end();
  }
}
