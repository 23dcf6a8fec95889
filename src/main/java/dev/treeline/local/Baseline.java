package dev.treeline.local;

import dev.treeline.drift.BlockSummary;
import dev.treeline.drift.Constraints;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.Drift;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.Statistics;
import dev.treeline.report.ConstraintsFile;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.StatisticsFile;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.NumberSummary;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What training data looks like: SageMaker's statistics and constraints, and the exact profile.
///
/// Two passes over the rows: the first freezes the cells, the second counts every block into them.
/// Memory does not grow with the rows.
///
/// @param statistics outputs first, then the features, as SageMaker orders what it captured
record Baseline(Statistics statistics, Constraints constraints, Profile profile) {
  private static final double MOSTLY_DISTINCT = 0.9;

  /// Reads the rows twice.
  static Baseline of(BaselineSource source, BaselineChoices choices) {
    choices.check(source.features());
    FirstPass first = FirstPass.of(source, choices);
    if (first.rows() == 0) {
      throw new CommandException("baseline: found no rows, expected some");
    }
    ProfileBuilder builder =
        ProfileBuilder.of(first.features(), first.outputs(), detail(choices, first.rows()));
    long[] counted = {0};
    source.read(
        row -> {
          if (counted[0]++ > 0 && !row.belongsToTheLast()) {
            builder.endCluster();
          }
          count(builder, row, first);
        });
    builder.endCluster();
    Statistics statistics = first.statistics();
    return new Baseline(
            statistics, Constraints.suggest(statistics), builder.profile(source.blockKind()))
        .disclosed(choices)
        .madeWith(source.modelVersion());
  }

  /// The same without the texts that people may not read. The salt is a hash of all that was
  /// counted, so that the same rows give the same files.
  private Baseline disclosed(BaselineChoices choices) {
    Disclosure rule = Disclosure.derived(ProfileFile.write(profile)).showing(choices.readable());
    return new Baseline(
        statistics.disclosed(rule), constraints.disclosed(rule), profile.disclosed(rule));
  }

  private Baseline madeWith(String model) {
    return profile.predictions().isEmpty()
        ? this
        : new Baseline(statistics, constraints, profile.madeWith(model));
  }

  private static Partition.Detail detail(BaselineChoices choices, long rows) {
    if (choices.detail() == Partition.Detail.EVERY_VALUE && rows > Intervals.MOST_VALUES) {
      throw new CommandException(
          "--keep-values: found %d rows, expected at most %d: of more, the cells say as much"
              .formatted(rows, Intervals.MOST_VALUES));
    }
    return choices.detail();
  }

  private static void count(ProfileBuilder builder, BaselineRow row, FirstPass first) {
    builder.block(row.block(first.rows()));
    for (int i = 0; i < first.features().size(); i++) {
      switch (row.kind(i)) {
        case MISSING -> builder.addMissing(i);
        case INTEGRAL, FRACTIONAL -> builder.addNumber(i, row.number(i));
        case TEXT -> builder.addText(i, row.text(i));
      }
    }
    for (int i = 0; i < first.outputs().size(); i++) {
      builder.addPrediction(i, row.output(i));
    }
    builder.endRow();
  }

  /// What the first pass saw.
  ///
  /// @param outputs those that are watched
  record FirstPass(
      long rows,
      List<ProfileBuilder.NamedSketch> features,
      List<ProfileBuilder.NamedSketch> outputs) {

    static FirstPass of(BaselineSource source, BaselineChoices choices) {
      List<ColumnSketch> features =
          source.features().stream()
              .map(
                  name ->
                      choices.categorical().contains(name)
                          ? ColumnSketch.forCategories()
                          : ColumnSketch.forBaseline())
              .toList();
      List<ColumnSketch> outputs =
          source.outputNames().stream().map(_ -> ColumnSketch.forBaseline()).toList();
      long rows = source.read(row -> sketch(row, features, outputs, source.outputNames()));
      boolean isWithoutClass = source.guessesClass() && !areChances(outputs);
      return new FirstPass(
          rows,
          named(source.features(), features),
          named(source.outputNames(), isWithoutClass ? outputs.subList(0, 1) : outputs));
    }

    private static void sketch(
        BaselineRow row,
        List<ColumnSketch> features,
        List<ColumnSketch> outputs,
        List<String> names) {
      for (int i = 0; i < features.size(); i++) {
        ColumnSketch sketch = features.get(i);
        switch (row.kind(i)) {
          case MISSING -> sketch.addMissing();
          case INTEGRAL -> sketch.addNumber(row.number(i), true);
          case FRACTIONAL -> sketch.addNumber(row.number(i), false);
          case TEXT -> sketch.addText(row.text(i));
        }
      }
      for (int i = 0; i < outputs.size(); i++) {
        outputs.get(i).addNumber(row.output(i), names.get(i).equals(ScoredOutputs.CLASS));
      }
    }

    private static boolean areChances(List<ColumnSketch> outputs) {
      NumberSummary scores = outputs.getFirst().numbers();
      return scores.min() >= 0 && scores.max() <= 1;
    }

    private static List<ProfileBuilder.NamedSketch> named(
        List<String> names, List<ColumnSketch> sketches) {
      List<ProfileBuilder.NamedSketch> named = new ArrayList<>();
      for (int i = 0; i < sketches.size(); i++) {
        named.add(new ProfileBuilder.NamedSketch(names.get(i), sketches.get(i)));
      }
      return named;
    }

    Statistics statistics() {
      List<ProfileBuilder.NamedSketch> all = new ArrayList<>(outputs);
      all.addAll(features);
      return Statistics.of(
          rows,
          all.stream().map(ProfileBuilder.NamedSketch::name).toList(),
          all.stream().map(ProfileBuilder.NamedSketch::sketch).toList());
    }
  }

  /// What somebody should know of this baseline, a sentence each.
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    int blocks =
        profile.features().stream().mapToInt(feature -> feature.blocks().blocks()).max().orElse(0);
    if (blocks < BlockSummary.ENOUGH_BLOCKS) {
      warnings.add(
          "%d blocks with %d values, expected at least %d: thresholds stay at their floor"
              .formatted(blocks, Drift.ENOUGH, BlockSummary.ENOUGH_BLOCKS));
    }
    for (FeatureProfile feature : profile.features()) {
      long present = feature.counts().present();
      boolean isText = feature.type() == ValueType.STRING;
      if (isText && present >= Drift.ENOUGH && feature.distinct() > MOSTLY_DISTINCT * present) {
        warnings.add(
            "%s: nearly every value is another one, as of an id, which tells nothing of drift;"
                    .formatted(feature.name())
                + " leave it out with --ignore "
                + feature.name());
      }
    }
    return warnings;
  }

  /// The three files, by name.
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(StatisticsFile.NAME, utf8(StatisticsFile.write(statistics)));
    files.put(ConstraintsFile.NAME, utf8(ConstraintsFile.write(constraints)));
    files.put(ProfileFile.NAME, utf8(ProfileFile.write(profile)));
    return files;
  }

  private static byte[] utf8(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
