package dev.treeline.report;

import dev.treeline.drift.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Runs of the days before the samples' window, invented.
final class Trends {
  private static final Instant WINDOW = Instant.parse("2026-01-31T00:00:00Z");

  private Trends() {}

  /// So many runs of the days before, and importances.
  static Background background(int runs) {
    return new Background(
        new History(before(runs, Samples.FEATURES)),
        Map.of("distance", 0.41, "carrier", 0.12, "hour", 0.33, "temp", 0.14, "constant", 0.0));
  }

  static List<PastRun> before(int runs, List<String> features) {
    SplittableRandom random = new SplittableRandom(7);
    List<PastRun> all = new ArrayList<>();
    for (int i = runs; i > 0; i--) {
      Instant from = WINDOW.minus(Duration.ofDays(i));
      Window window = new Window(from, from.plus(Duration.ofDays(1)));
      List<PastRun.Score> scores = scores(random, features.stream());
      List<PastRun.Score> outputs = scores(random, Samples.OUTPUTS.stream());
      State state = i % 9 == 0 ? State.DRIFTED : State.STABLE;
      all.add(new PastRun(window, state, 800 + i, i % 9 == 0 ? 1 : 0, scores, outputs));
    }
    return all;
  }

  private static List<PastRun.Score> scores(SplittableRandom random, Stream<String> names) {
    return names
        .map(
            name -> {
              double effect = 0.16 * random.nextDouble() * random.nextDouble();
              State state = effect > 0.1 ? State.DRIFTED : State.STABLE;
              return new PastRun.Score(name, state, effect, 0.1);
            })
        .toList();
  }
}
