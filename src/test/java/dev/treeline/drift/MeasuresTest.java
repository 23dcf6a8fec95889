package dev.treeline.drift;

import static dev.treeline.drift.Tables.letters;
import static dev.treeline.drift.Tables.normal;
import static dev.treeline.drift.Tables.numbers;
import static dev.treeline.drift.Tables.only;
import static dev.treeline.drift.Tables.texts;
import static dev.treeline.drift.Tables.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.treeline.drift.Measure.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Which measures a column has, and what stands beside each.
class MeasuresTest {
  private final SplittableRandom random = new SplittableRandom(47);

  private static Measure find(Finding finding, Kind kind) {
    return finding.measures().all().stream()
        .filter(measure -> measure.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void numbersHaveEveryMeasure() {
    Profile profile = numbers(20, normal(random, 10_000, 0, 1));
    Finding finding = only(Drift.judge(profile, window(profile, normal(random, 1_000, 0.3, 1))));

    assertThat(finding.measures().all()).extracting(Measure::kind).containsExactly(Kind.values());
    assertThat(finding.measures().all())
        .allSatisfy(
            measure -> {
              assertThat(measure.value()).isPositive();
              assertThat(measure.n()).isEqualTo(1_000);
              assertThat(measure.baselineN()).isEqualTo(10_000);
              assertThat(measure.cells()).isGreaterThan(9);
            });
    Measure ks = find(finding, Kind.KOLMOGOROV_SMIRNOV);
    assertThat(ks.value()).isEqualTo(finding.statistic());
    assertThat(ks.p()).isEqualTo(finding.p());
    assertThat(finding.measures().lInfinity()).isEqualTo(ks.value());
    assertThat(find(finding, Kind.CHI_SQUARE).p()).isLessThan(1e-6);
    assertThat(find(finding, Kind.PSI).p()).isNaN();
  }

  @Test
  void textsHaveNoMeasureThatNeedsAnOrder() {
    Profile profile = texts(20, letters(random, 10_000, 0.6, 0.3, 0.1));
    Finding finding =
        only(Drift.judge(profile, window(profile, letters(random, 1_000, 0.5, 0.4, 0.1))));

    assertThat(finding.measures().all())
        .extracting(Measure::kind)
        .containsExactly(
            Kind.PSI, Kind.CHI_SQUARE, Kind.JENSEN_SHANNON, Kind.HELLINGER, Kind.L_INFINITY);
    Measure chiSquare = find(finding, Kind.CHI_SQUARE);
    assertThat(chiSquare.value()).isEqualTo(finding.statistic());
    assertThat(chiSquare.p()).isEqualTo(finding.p());
    assertThat(chiSquare.cells()).isEqualTo(3);
  }

  @Test
  void fewValuedNumbersAreOrderedByTheirValueAndNotByHowCommonTheyAre() {
    double[] before = new double[4_000];
    double[] now = new double[1_000];
    for (int i = 0; i < before.length; i++) {
      before[i] = List.of(2, 2, 2, 3, 3, 1, 1, 10).get(i % 8);
    }
    for (int i = 0; i < now.length; i++) {
      now[i] = List.of(2, 2, 3, 3, 3, 1, 10, 10).get(i % 8);
    }
    Profile profile = numbers(20, before);

    Measure ks = find(only(Drift.judge(profile, window(profile, now))), Kind.KOLMOGOROV_SMIRNOV);

    // 1: 2/8 and 1/8; up to 2: 5/8 and 3/8; up to 3: 7/8 and 6/8.
    assertThat(ks.value()).isCloseTo(0.25, within(1e-12));
    assertThat(ks.cells()).isEqualTo(4);
    assertThat(ks.p()).isLessThan(1e-6);
  }

  @Test
  void emptyWindowHasNoMeasure() {
    Profile profile = numbers(20, normal(random, 1_000, 0, 1));
    assertThat(only(Drift.judge(profile, WindowCounts.of(profile))).measures())
        .isEqualTo(Measures.NONE);
  }

  @Test
  void windowOfMissingValuesHasOnlyWhatBarsTell() {
    Profile profile = numbers(20, normal(random, 1_000, 0, 1));
    double[] nothing = normal(random, 300, 0, 1);
    Arrays.fill(nothing, Double.NaN);
    assertThat(only(Drift.judge(profile, window(profile, nothing))).measures().all())
        .extracting(Measure::kind)
        .containsExactly(Kind.PSI, Kind.JENSEN_SHANNON, Kind.HELLINGER);
  }
}
