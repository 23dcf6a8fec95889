package dev.treeline.local;

import dev.treeline.drift.Constraints;
import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.Statistics;
import dev.treeline.forest.Model;
import dev.treeline.payload.Row;
import dev.treeline.report.ConstraintsFile;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.StatisticsFile;
import dev.treeline.sketch.ColumnSketch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a training table looks like: SageMaker's statistics and constraints, and the exact profile.
///
/// Two passes over the table: the first freezes the cells, the second counts every block into them.
///
/// @param statistics outputs first, then the features, as SageMaker orders what it captured
record Baseline(Statistics statistics, Constraints constraints, Profile profile) {

  /// Reads the table twice.
  ///
  /// @param model scores every row, so that its outputs have a baseline too
  static Baseline of(FeatureColumns columns, Blocks blocks, Optional<Model> model) {
    Optional<ScoredOutputs> outputs = model.map(m -> new ScoredOutputs(m, columns));
    List<ColumnSketch> features = sketches(columns.names().size());
    List<ColumnSketch> predictions = sketches(outputs.map(o -> o.names().size()).orElse(0));
    long rows =
        columns.read(
            (row, index) -> {
              for (int i = 0; i < features.size(); i++) {
                sketch(features.get(i), row, columns.position(i));
              }
              outputs.ifPresent(o -> o.sketch(row, predictions));
            });
    ProfileBuilder builder =
        ProfileBuilder.of(
            named(columns.names(), features),
            named(outputs.map(ScoredOutputs::names).orElse(List.of()), predictions));
    columns.read(
        (row, index) -> {
          builder.block(blocks.of(row, index));
          for (int i = 0; i < features.size(); i++) {
            count(builder, i, row, columns.position(i));
          }
          outputs.ifPresent(o -> o.count(row, builder));
          builder.endRow();
        });
    List<String> names = new ArrayList<>(outputs.map(ScoredOutputs::names).orElse(List.of()));
    names.addAll(columns.names());
    List<ColumnSketch> all = new ArrayList<>(predictions);
    all.addAll(features);
    Statistics statistics = Statistics.of(rows, names, all);
    return new Baseline(
        statistics, Constraints.suggest(statistics), builder.profile(blocks.kind()));
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

  private static List<ColumnSketch> sketches(int count) {
    List<ColumnSketch> sketches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sketches.add(ColumnSketch.forBaseline());
    }
    return sketches;
  }

  private static List<ProfileBuilder.NamedSketch> named(
      List<String> names, List<ColumnSketch> sketches) {
    List<ProfileBuilder.NamedSketch> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      named.add(new ProfileBuilder.NamedSketch(names.get(i), sketches.get(i)));
    }
    return named;
  }

  private static void sketch(ColumnSketch sketch, Row row, int column) {
    switch (row.kind(column)) {
      case MISSING -> sketch.addMissing();
      case INTEGRAL -> sketch.addNumber(row.doubleAt(column), true);
      case FRACTIONAL -> sketch.addNumber(row.doubleAt(column), false);
      case TEXT -> sketch.addText(row.textAt(column));
    }
  }

  private static void count(ProfileBuilder builder, int feature, Row row, int column) {
    switch (row.kind(column)) {
      case MISSING -> builder.addMissing(feature);
      case INTEGRAL, FRACTIONAL -> builder.addNumber(feature, row.doubleAt(column));
      case TEXT -> builder.addText(feature, row.textAt(column));
    }
  }
}
