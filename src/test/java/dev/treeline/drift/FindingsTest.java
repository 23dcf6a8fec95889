package dev.treeline.drift;

import static dev.treeline.drift.Tables.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.sketch.ColumnSketch;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private final SplittableRandom random = new SplittableRandom(41);

  @Test
  void windowWithoutAnyReadableAnswerIsNotStable() {
    Profile profile = profile(normal(random, 20_000, 0, 1));
    var window = WindowCounts.of(profile);
    for (double x : normal(random, 1_000, 0, 1)) {
      window.feature(0).addNumber(x);
      window.prediction(0).addMissing();
      window.endRow();
    }
    Findings findings = Drift.judge(profile, window);
    assertThat(findings.features().getFirst().state()).isEqualTo(State.STABLE);
    assertThat(findings.lost()).extracting(Finding::name).containsExactly("score");
    assertThat(findings.state()).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void windowWhoseFeatureVanishedIsNotStable() {
    Profile profile = profile(normal(random, 20_000, 0, 1));
    var window = WindowCounts.of(profile);
    for (double x : normal(random, 1_000, 0, 1)) {
      window.feature(0).addMissing();
      window.prediction(0).addNumber(x);
      window.endRow();
    }
    Findings findings = Drift.judge(profile, window);
    assertThat(findings.lost()).extracting(Finding::name).containsExactly("x");
    assertThat(findings.state()).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void driftIsDriftWhateverIsLost() {
    Profile profile = profile(normal(random, 20_000, 0, 1));
    var window = WindowCounts.of(profile);
    for (double x : normal(random, 1_000, 3, 1)) {
      window.feature(0).addNumber(x);
      window.prediction(0).addMissing();
      window.endRow();
    }
    assertThat(Drift.judge(profile, window).state()).isEqualTo(State.DRIFTED);
  }

  @Test
  void stableWindowWithVariableFeaturesIsStableAndItsCoverageTells() {
    double[] trend = new double[20_000];
    for (int i = 0; i < trend.length; i++) {
      trend[i] = random.nextGaussian(i / 1_000.0, 1);
    }
    Profile profile = profile(trend);
    var window = WindowCounts.of(profile);
    for (double x : normal(random, 1_000, 9.5, 1)) {
      window.feature(0).addNumber(x);
      window.prediction(0).addNumber(random.nextGaussian());
      window.endRow();
    }
    Findings findings = Drift.judge(profile, window);
    assertThat(findings.features().getFirst().state()).isEqualTo(State.VARIABLE);
    assertThat(findings.state()).isEqualTo(State.STABLE);
  }

  @Test
  void smallWindowHasLostNothing() {
    Profile profile = profile(normal(random, 20_000, 0, 1));
    Findings findings = Drift.judge(profile, WindowCounts.of(profile));
    assertThat(findings.lost()).isEmpty();
    assertThat(findings.state()).isEqualTo(State.INSUFFICIENT);
  }

  /// One feature with these values, in twenty blocks, and a standard normal score.
  private Profile profile(double... values) {
    double[] scores = normal(random, values.length, 0, 1);
    var builder =
        ProfileBuilder.of(
            List.of(new ProfileBuilder.NamedSketch("x", sketch(values))),
            List.of(new ProfileBuilder.NamedSketch("score", sketch(scores))));
    for (int i = 0; i < values.length; i++) {
      builder.block("%04d".formatted((long) i * 20 / values.length));
      builder.addNumber(0, values[i]);
      builder.addPrediction(0, scores[i]);
      builder.endRow();
    }
    return builder.profile("20 blocks");
  }

  private static ColumnSketch sketch(double... values) {
    var sketch = ColumnSketch.forBaseline();
    for (double value : values) {
      sketch.addNumber(value, false);
    }
    return sketch;
  }
}
