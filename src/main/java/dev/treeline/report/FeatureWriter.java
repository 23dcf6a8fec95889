package dev.treeline.report;

import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Finding;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Says one feature, or one output, in a row and a panel.
final class FeatureWriter {
  private final Report report;
  private final History before;
  private final Map<String, Integer> features;
  private final Map<String, Integer> predictions;

  /// @param before the runs before this one
  FeatureWriter(Report report, History before) {
    this.report = report;
    this.before = before;
    this.features = positions(report.profile().features());
    this.predictions = positions(report.profile().predictions());
  }

  private static Map<String, Integer> positions(List<FeatureProfile> profiles) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < profiles.size(); i++) {
      positions.put(profiles.get(i).name(), i);
    }
    return positions;
  }

  /// What is known of one column on both sides.
  private record Column(
      String name, Finding finding, FeatureProfile profile, CellCounts now, Trend trend) {}

  /// A feature.
  ///
  /// @param isLarge whether it gets a panel and drawings
  Page.Feature feature(Finding finding, boolean isLarge) {
    int position = position(features, finding.name());
    Column column =
        new Column(
            finding.name(),
            finding,
            report.profile().features().get(position),
            report.counts().feature(position),
            Trend.ofFeature(finding, before, report.run().closed()));
    return feature("f" + position, column, isLarge);
  }

  /// An output, of each model version where several are judged; always with a panel.
  Page.Feature prediction(Finding finding) {
    int position = position(predictions, finding.name());
    Column column =
        new Column(
            Words.name(finding, report),
            finding,
            report.profile().predictions().get(position),
            counts(finding, position),
            Trend.ofPrediction(finding, before, report.run().closed()));
    return feature("p" + position + version(finding), column, true);
  }

  private CellCounts counts(Finding output, int position) {
    return report.findings().isSplit()
        ? report.origins().versions().of(output.modelVersion()).get(position)
        : report.counts().prediction(position);
  }

  /// What tells the panels of several model versions apart.
  private String version(Finding output) {
    return report.findings().isSplit()
        ? "v"
            + report.findings().versions().keySet().stream().toList().indexOf(output.modelVersion())
        : "";
  }

  private static int position(Map<String, Integer> positions, String name) {
    int position = positions.getOrDefault(name, -1);
    if (position < 0) {
      throw new IllegalArgumentException(
          "findings: found \"" + name + "\", expected a column of the profile");
    }
    return position;
  }

  private static Page.Feature feature(String id, Column column, boolean isLarge) {
    Finding finding = column.finding();
    Bars bars = Bars.of(column.profile().counts(), column.now());
    return new Page.Feature(
        id,
        column.name(),
        finding.type().label().toLowerCase(Locale.ROOT),
        new Page.State(Mark.of(finding.state()).tone(), Words.state(finding.state())),
        row(column, bars, isLarge),
        isLarge ? List.of(panel(column, bars)) : List.of());
  }

  private static Page.Row row(Column column, Bars bars, boolean isDrawn) {
    Finding finding = column.finding();
    return new Page.Row(
        Figures.effect(finding.effect()) + " / " + Figures.effect(finding.threshold()),
        isDrawn ? Gauge.small(finding) : "",
        Figures.chance(finding.p()),
        Figures.chance(finding.q()),
        Figures.count(finding.n()),
        Figures.of(finding.measures().psi()),
        isDrawn ? Drawing.small(column.name(), bars) : "",
        isDrawn ? column.trend().small(column.name()) : "");
  }

  private static Page.Panel panel(Column column, Bars bars) {
    Finding finding = column.finding();
    FeatureProfile profile = column.profile();
    return new Page.Panel(
        List.of(sentence(finding.reason()), threshold(finding, profile)),
        figures(column, bars),
        List.of(grid(profile, column.now())),
        measures(finding));
  }

  private static List<Page.Figure> figures(Column column, Bars bars) {
    String name = column.name();
    CellCounts base = column.profile().counts();
    List<Page.Figure> figures = new ArrayList<>();
    figures.add(
        new Page.Figure(
            Drawing.large(name, bars),
            bars.isContinuous()
                ? "Shares of all rows: baseline filled, this window outlined"
                : "Shares of all rows: baseline wide, this window narrow"));
    if (base.partition() instanceof Intervals intervals) {
      String curves = Curves.of(name, intervals, base, column.now());
      if (!curves.isEmpty()) {
        figures.add(
            new Page.Figure(
                curves, "Share of values up to x: baseline dashed, this window whole; D between"));
      }
    }
    figures.add(
        new Page.Figure(
            Gauge.large(column.finding(), column.profile().blocks()),
            "Effect against the threshold and the baseline's most unusual block"));
    if (column.trend().isLong()) {
      figures.add(
          new Page.Figure(
              column.trend().large(name), "Effect over threshold, the last runs, this one last"));
    }
    return figures;
  }

  private static Page.Grid grid(FeatureProfile profile, CellCounts now) {
    Partition partition = profile.partition();
    return switch (partition) {
      case Intervals _ -> PanelGrids.quantiles(profile.counts(), now);
      case Values values -> PanelGrids.commonest(values, profile.counts(), now);
    };
  }

  /// A reason as a sentence.
  static String sentence(String reason) {
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
}
