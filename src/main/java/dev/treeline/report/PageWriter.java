package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.drift.State;
import java.util.ArrayList;
import java.util.List;

/// Says a report in words and drawings, ready to be laid out.
final class PageWriter {
  /// Features that get drawings and a panel at most; the others, which moved less, have their
  /// numbers in a row, so that a page of thousands of features still opens.
  private static final int PANELS = 100;

  /// Characters that panels and drawings may take, estimated with some air: with the rest, a page
  /// of 100 features stays below a megabyte.
  private static final int ROOM = 1_000_000;

  /// Features that are named as those to look at first.
  private static final int LEADS = 6;

  private PageWriter() {}

  static Page page(Report report, Background background) {
    Run run = report.run();
    History before = background.history().before(run.closed());
    FeatureWriter writer = new FeatureWriter(report, before);
    List<Finding> features = Words.worstFirst(report.findings().features());
    List<Page.Feature> rows = rows(writer, features);
    return new Page(
        "Drift of " + run.endpoint() + ", " + Words.window(run.window()),
        verdict(report, before),
        overview(rows, features, background, before),
        rows,
        report.findings().predictions().stream().map(writer::prediction).toList(),
        quality(report),
        violations(report),
        new Page.Facts(PageFacts.of(report, background), run.skipped(), PageNotes.notes()));
  }

  private static List<Page.Feature> rows(FeatureWriter writer, List<Finding> features) {
    List<Page.Feature> rows = new ArrayList<>();
    int room = ROOM;
    for (Finding finding : features) {
      Page.Feature row = writer.feature(finding, rows.size() < PANELS && room > 0);
      room -= row.length();
      rows.add(row);
    }
    return rows;
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
    if (Words.isBeyondDrift(report)) {
      return "bad";
    }
    return switch (report.findings().state()) {
      case DRIFTED -> "bad";
      case STABLE -> report.findings().violations().isEmpty() ? "good" : "bad";
      case VARIABLE, INSUFFICIENT -> report.findings().violations().isEmpty() ? "warn" : "bad";
    };
  }

  private static Page.Overview overview(
      List<Page.Feature> rows, List<Finding> features, Background background, History before) {
    List<Page.Lead> leads = new ArrayList<>();
    for (int i = 0; i < features.size() && leads.size() < LEADS; i++) {
      Finding finding = features.get(i);
      if (finding.state() == State.DRIFTED) {
        leads.add(new Page.Lead(rows.get(i).id(), finding.name(), lead(finding, background)));
      }
    }
    return new Page.Overview(figure(features, background), leads, !before.runs().isEmpty());
  }

  private static String lead(Finding finding, Background background) {
    String moved = Gauge.times(finding.effect() / finding.threshold()) + " its threshold";
    Double share = background.importance().get(finding.name());
    return share == null
        ? moved
        : moved + ", " + Figures.percent(share) + " of what the model gains from its splits";
  }

  private static Page.Figure figure(List<Finding> features, Background background) {
    if (features.isEmpty()) {
      return new Page.Figure("", "");
    }
    return background.importance().isEmpty()
        ? new Page.Figure(
            Overview.ranks(features),
            "Effect over threshold, the furthest first. How much the model uses each feature is not"
                + " shown: no model lies beside the baseline.")
        : new Page.Figure(
            Overview.quadrants(features, background.importance()),
            "To the right: effect over threshold. Upwards: importance, the feature's share of the"
                + " total gain of the model's splits. Both axes are spread by square roots. What is"
                + " in the upper right moved, and the model uses it.");
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
