package dev.treeline.report;

import dev.treeline.drift.BlockSummary;
import dev.treeline.drift.Profile;
import java.util.ArrayList;
import java.util.List;

/// What a run looked at, as the page lists it.
final class PageFacts {
  private PageFacts() {}

  static List<Page.Fact> of(Report report, Background background) {
    Run run = report.run();
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(new Page.Fact("Endpoint", run.endpoint()));
    facts.add(new Page.Fact("Variant", run.variant()));
    facts.add(new Page.Fact("Schedule", run.schedule()));
    facts.add(new Page.Fact("Window", Words.window(run.window())));
    facts.add(new Page.Fact("Captures seen", Words.window(run.seen())));
    facts.add(new Page.Fact("Rows", Figures.count(report.findings().rows())));
    facts.add(new Page.Fact("Captured lines", Figures.count(run.lines())));
    facts.add(new Page.Fact("Files", Figures.count(run.files())));
    facts.add(new Page.Fact("Lines of other times", Figures.count(run.outside())));
    facts.add(new Page.Fact("Duplicates passed over", Figures.count(run.duplicates())));
    facts.add(new Page.Fact("Left out", Figures.count(run.skippedCount())));
    facts.add(new Page.Fact("Baseline rows", Figures.count(report.profile().rows())));
    facts.add(new Page.Fact("Baseline blocks", report.profile().blockKind()));
    if (!report.profile().modelVersion().isEmpty()) {
      facts.add(new Page.Fact("Baseline made with model", report.profile().modelVersion()));
    }
    facts.add(new Page.Fact("Thresholds from", thresholds(report.profile())));
    facts.add(
        new Page.Fact(
            "Importance from",
            background.importance().isEmpty() ? "nothing" : "the gain of the model's splits"));
    if (!run.modelVersions().isEmpty()) {
      facts.add(new Page.Fact("Model versions", String.join(", ", run.modelVersions())));
    }
    facts.add(new Page.Fact("Alarm goes by", report.rule().label()));
    facts.add(
        new Page.Fact(
            "Formats",
            "report.json %d, profile.json %d".formatted(ReportFile.VERSION, Profile.VERSION)));
    return facts;
  }

  private static String thresholds(Profile profile) {
    long learned = profile.features().stream().filter(f -> f.blocks().isEnough()).count();
    if (learned == 0) {
      return "the floor: fewer than " + BlockSummary.ENOUGH_BLOCKS + " blocks of a useful size";
    }
    return learned == profile.features().size()
        ? "the baseline's own blocks"
        : "the baseline's own blocks for "
            + Figures.things(learned, "feature")
            + ", the floor for the others";
  }
}
