package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.drift.State;
import java.util.ArrayList;
import java.util.List;

/// Says a report in words and drawings, ready to be laid out.
final class PageWriter {
  /// Features that get a panel; the others, which moved less, have their row alone, so that a page
  /// of thousands of features still opens.
  static final int PANELS = 100;

  private PageWriter() {}

  static Page page(Report report, Background background) {
    Run run = report.run();
    History before = background.history().before(run.closed());
    FeatureWriter writer = new FeatureWriter(report, before);
    List<Finding> features = Words.worstFirst(report.findings().features());
    List<Page.Feature> rows = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      rows.add(writer.feature(features.get(i), i < PANELS));
    }
    return new Page(
        "Drift of " + run.endpoint() + ", " + Words.window(run.window()),
        verdict(report, before),
        overview(features, background),
        rows,
        report.findings().predictions().stream().map(writer::prediction).toList(),
        quality(report),
        violations(report),
        new Page.Facts(PageFacts.of(report, background), run.skipped(), PageNotes.notes()));
  }

  private static Page.Verdict verdict(Report report, History before) {
    return new Page.Verdict(
        tone(report),
        Words.headline(report),
        Advice.of(report),
        tally(report.findings().features()),
        Runs.draw(before, report));
  }

  private static List<Page.State> tally(List<Finding> features) {
    List<Page.State> tally = new ArrayList<>();
    for (State state : List.of(State.DRIFTED, State.VARIABLE, State.INSUFFICIENT, State.STABLE)) {
      long count = features.stream().filter(f -> f.state() == state).count();
      if (count > 0) {
        tally.add(
            new Page.State(Mark.of(state).tone(), Figures.count(count) + " " + Words.state(state)));
      }
    }
    return tally;
  }

  private static String tone(Report report) {
    return switch (report.findings().state()) {
      case DRIFTED -> "bad";
      case STABLE -> report.findings().violations().isEmpty() ? "good" : "bad";
      case VARIABLE, INSUFFICIENT -> report.findings().violations().isEmpty() ? "warn" : "bad";
    };
  }

  private static List<Page.Figure> overview(List<Finding> features, Background background) {
    if (features.isEmpty()) {
      return List.of();
    }
    return background.importance().isEmpty()
        ? List.of(
            new Page.Figure(
                Overview.ranks(features),
                "Effect over threshold, the furthest first. How much the model uses each feature is"
                    + " not shown: no model lies beside the baseline."))
        : List.of(
            new Page.Figure(
                Overview.quadrants(features, background.importance()),
                "To the right: effect over threshold. Upwards: importance, the feature's share of"
                    + " the total gain of the model's splits. Both axes are spread by square"
                    + " roots. Upper right first: it moved, and the model uses it."));
  }

  private static Page.Checks quality(Report report) {
    int made = report.findings().quality().size();
    List<List<String>> rows =
        report.findings().violations().stream()
            .map(
                q ->
                    List.of(
                        q.name(),
                        Words.check(q.check()),
                        Figures.percent(q.share()),
                        Figures.percent(q.baselineShare()),
                        Figures.percent(q.limit()),
                        FeatureWriter.sentence(Words.found(q))))
            .toList();
    return new Page.Checks(
        "All %s held: missing values, unseen values, range and types are as in the baseline."
            .formatted(Figures.things(made, "check")),
        new Page.Grid(
            "%d of %s did not hold".formatted(rows.size(), Figures.things(made, "check")),
            List.of("Feature", "Check", "Window", "Baseline", "Limit", "Found"),
            rows));
  }

  private static Page.Checks violations(Report report) {
    return new Page.Checks(
        "No violation: constraint_violations.json is empty.",
        new Page.Grid(
            "As written to constraint_violations.json",
            List.of("Feature", "Check", "Found"),
            report.sagemaker().violations().stream()
                .map(v -> List.of(v.featureName(), v.check().label(), v.description()))
                .toList()));
  }
}
