package dev.treeline.trust;

import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.ProfileBuilder.NamedSketch;
import dev.treeline.drift.WindowCounts;
import dev.treeline.sketch.ColumnSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Simulated rows with a score and a decided class: baselines and windows of them.
///
/// @param features the laws of the features
/// @param grouping how rows belong together
record Simulation(List<Feature> features, Grouping grouping) {
  private static final double THRESHOLD = 0.8;

  Simulation {
    features = List.copyOf(features);
  }

  /// A feature and its law.
  record Feature(String name, Law law) {}

  /// Rows in groups.
  ///
  /// @param size rows of a group
  /// @param correlation of two rows of a group, in every column
  record Grouping(int size, double correlation) {
    /// Every row for itself.
    static final Grouping NONE = new Grouping(1, 0);
  }

  /// The same with one feature's law replaced.
  Simulation with(String name, Law law) {
    List<Feature> changed =
        features.stream().map(f -> f.name().equals(name) ? new Feature(name, law) : f).toList();
    return new Simulation(changed, grouping);
  }

  /// A baseline, in contiguous blocks of equal size.
  Profile baseline(long seed, int rows, int blocks) {
    List<ColumnSketch> sketches =
        Stream.generate(ColumnSketch::forBaseline).limit(features.size() + 2L).toList();
    rows(seed, rows, (column, _) -> Sinks.of(sketches.get(column)), () -> {});
    List<NamedSketch> named = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      named.add(new NamedSketch(features.get(i).name(), sketches.get(i)));
    }
    ProfileBuilder builder =
        ProfileBuilder.of(
            named,
            List.of(
                new NamedSketch("score", sketches.get(features.size())),
                new NamedSketch("class", sketches.getLast())));
    List<Law.Sink> sinks = Sinks.of(builder, features.size());
    rows(
        seed,
        rows,
        (column, row) -> {
          if (column == 0) {
            builder.block("%06d".formatted((long) row * blocks / rows));
          }
          return sinks.get(column);
        },
        () -> {});
    for (int i = 0; i < rows; i++) {
      builder.endRow();
    }
    return builder.profile(blocks + " contiguous chunks");
  }

  /// A window of a baseline.
  WindowCounts window(Profile profile, long seed, int rows) {
    WindowCounts window = WindowCounts.of(profile);
    List<Law.Sink> sinks = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      sinks.add(Sinks.of(window.feature(i)));
    }
    sinks.add(Sinks.of(window.prediction(0)));
    sinks.add(Sinks.of(window.prediction(1)));
    rows(seed, rows, (column, _) -> sinks.get(column), window::endBody);
    for (int i = 0; i < rows; i++) {
      window.endRow();
    }
    return window;
  }

  private interface Target {
    Law.Sink at(int column, int row);
  }

  /// Offers every value of every row, the score and the class last.
  private void rows(long seed, int rows, Target target, Runnable endOfGroup) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Latent> latents = new ArrayList<>();
    for (int i = 0; i <= features.size(); i++) {
      latents.add(new Latent(random.split(), grouping.correlation()));
    }
    for (int row = 0; row < rows; row++) {
      if (row % grouping.size() == 0) {
        latents.forEach(Latent::nextGroup);
      }
      for (int column = 0; column < features.size(); column++) {
        features.get(column).law().draw(latents.get(column), target.at(column, row));
      }
      double score = 1 / (1 + Math.exp(-latents.getLast().next(0)));
      target.at(features.size(), row).number(score);
      target.at(features.size() + 1, row).number(score > THRESHOLD ? 1 : 0);
      if (row % grouping.size() == grouping.size() - 1) {
        endOfGroup.run();
      }
    }
  }
}
