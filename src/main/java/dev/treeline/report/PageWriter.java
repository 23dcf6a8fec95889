package dev.treeline.report;

import dev.treeline.drift.Drift;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Finding;
import dev.treeline.drift.State;
import dev.treeline.sketch.CellCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Says a report in words and drawings, ready to be laid out.
final class PageWriter {
  private PageWriter() {}

  static Page page(Report report) {
    Run run = report.run();
    return new Page(
        "Drift of " + run.endpoint() + ", " + Words.window(run.window()),
        Words.headline(report),
        tone(report),
        Advice.of(report),
        facts(report),
        Words.worstFirst(report.findings().features()).stream()
            .map(features("f", report.profile().features(), report.counts()::feature))
            .toList(),
        report.findings().predictions().stream()
            .map(features("p", report.profile().predictions(), report.counts()::prediction))
            .toList(),
        report.findings().violations().stream()
            .map(q -> new Page.Check(q.name(), Words.check(q.check()), reason(Words.found(q))))
            .toList(),
        report.sagemaker().violations().stream()
            .map(v -> new Page.Check(v.featureName(), v.check().label(), v.description()))
            .toList(),
        run.skipped(),
        notes());
  }

  private static String tone(Report report) {
    return switch (report.findings().state()) {
      case DRIFTED -> "bad";
      case STABLE -> report.findings().violations().isEmpty() ? "good" : "bad";
      case VARIABLE, INSUFFICIENT -> report.findings().violations().isEmpty() ? "warn" : "bad";
    };
  }

  private static String tone(State state) {
    return switch (state) {
      case DRIFTED -> "bad";
      case STABLE -> "good";
      case VARIABLE -> "warn";
      case INSUFFICIENT -> "quiet";
    };
  }

  private static List<Page.Fact> facts(Report report) {
    Run run = report.run();
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(new Page.Fact("Endpoint", run.endpoint()));
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
    if (!run.modelVersions().isEmpty()) {
      facts.add(new Page.Fact("Model versions", String.join(", ", run.modelVersions())));
    }
    facts.add(new Page.Fact("Alarm goes by", report.rule().label()));
    return facts;
  }

  private static Function<Finding, Page.Feature> features(
      String prefix, List<FeatureProfile> profiles, IntFunction<CellCounts> counts) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < profiles.size(); i++) {
      positions.put(profiles.get(i).name(), i);
    }
    return finding -> {
      int position = positions.getOrDefault(finding.name(), -1);
      if (position < 0) {
        throw new IllegalArgumentException(
            "findings: found \"" + finding.name() + "\", expected a column of the profile");
      }
      FeatureProfile profile = profiles.get(position);
      Bars bars = Bars.of(profile.counts(), counts.apply(position));
      return feature(prefix + position, finding, profile, bars);
    };
  }

  private static Page.Feature feature(
      String id, Finding finding, FeatureProfile profile, Bars bars) {
    return new Page.Feature(
        id,
        finding.name(),
        finding.type().label().toLowerCase(Locale.ROOT),
        Words.state(finding.state()),
        tone(finding.state()),
        Figures.effect(finding.effect()),
        Figures.effect(finding.threshold()),
        Figures.chance(finding.p()),
        Figures.chance(finding.q()),
        Figures.count(finding.n()),
        Drawing.small(finding.name(), bars),
        Drawing.large(finding.name(), bars),
        List.of(reason(finding.reason()), threshold(finding, profile)),
        measures(finding));
  }

  private static String reason(String reason) {
    String sentence =
        reason.isEmpty() ? reason : Character.toUpperCase(reason.charAt(0)) + reason.substring(1);
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  private static String threshold(Finding finding, FeatureProfile profile) {
    String bar = "The threshold " + Figures.effect(finding.threshold());
    if (!finding.thresholdBlock().isEmpty()) {
      return bar
          + " comes from the baseline's most unusual block, "
          + finding.thresholdBlock()
          + ", whose effect is "
          + Figures.effect(profile.blocks().effect().value())
          + ".";
    }
    return profile.blocks().isEnough()
        ? bar + " is the floor: no block of the baseline comes near it."
        : bar
            + " is the floor: the baseline has only "
            + Figures.things(profile.blocks().blocks(), "block")
            + " large enough to learn from.";
  }

  private static List<Page.Fact> measures(Finding finding) {
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(new Page.Fact("Effect", Figures.effect(finding.effect())));
    facts.add(new Page.Fact("Largest possible effect", Figures.of(finding.cap())));
    facts.add(new Page.Fact(statistic(finding), Figures.of(finding.statistic())));
    facts.add(new Page.Fact("Effective n", Figures.of(finding.nEffective())));
    facts.add(new Page.Fact("Baseline n", Figures.count(finding.baselineN())));
    facts.add(new Page.Fact("Cells compared", Figures.count(finding.cells())));
    finding
        .measures()
        .byName()
        .forEach((name, value) -> facts.add(new Page.Fact(measure(name), Figures.of(value))));
    return facts;
  }

  private static String statistic(Finding finding) {
    return switch (finding.test()) {
      case KOLMOGOROV_SMIRNOV -> "Kolmogorov–Smirnov D";
      case CHI_SQUARE -> "χ²";
    };
  }

  private static String measure(String name) {
    return switch (name) {
      case "psi" -> "PSI";
      case "jensenShannon" -> "Jensen–Shannon, base 2";
      case "hellinger" -> "Hellinger";
      case "lInfinity" -> "L∞";
      case "wasserstein" -> "W1 / (IQR / 1.349)";
      default -> name;
    };
  }

  private static List<Page.Fact> notes() {
    return List.of(
        new Page.Fact(
            "State",
            "Drifted: q at most "
                + Drift.SIGNIFICANT
                + ", effect above the threshold, and at least "
                + Drift.ENOUGH
                + " present values on both sides. Too variable: the training data itself moves so"
                + " much from block to block that a quiet window proves nothing. Stable: none of"
                + " these."),
        new Page.Fact(
            "Effect of numbers", "KS distance without sampling noise: " + ks() + ", at most 1."),
        new Page.Fact(
            "Effect of categories and few-valued numbers",
            Finding.Test.CHI_SQUARE.formula() + ", at most π."),
        new Page.Fact(
            "Threshold",
            "max(0.1, min(1.5 r, (cap + r) / 2)), r being the largest effect of one block of the"
                + " training data against the rest of it, cap the largest possible effect."),
        new Page.Fact(
            "p and q",
            "p is the chance of such a difference without drift; q is p after Benjamini and"
                + " Hochberg over all features, or all outputs, of this window."),
        new Page.Fact(
            "n",
            "Present values in the window; effective n divides by what rows of one body share."),
        new Page.Fact(
            "Distances that do not vote",
            "PSI, Jensen–Shannon, Hellinger, L∞ and W1 are shown for comparison; they depend on the"
                + " number of rows and on the bins."));
  }

  private static String ks() {
    return Finding.Test.KOLMOGOROV_SMIRNOV.formula();
  }
}
