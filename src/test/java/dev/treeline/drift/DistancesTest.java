package dev.treeline.drift;

import static dev.treeline.drift.Tables.letters;
import static dev.treeline.drift.Tables.normal;
import static dev.treeline.drift.Tables.numbers;
import static dev.treeline.drift.Tables.only;
import static dev.treeline.drift.Tables.texts;
import static dev.treeline.drift.Tables.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistancesTest {
  private final SplittableRandom random = new SplittableRandom(29);
  private final Profile profile = numbers(20, normal(random, 50_000, 10, 2));

  @Test
  void wassersteinOfAShiftIsTheShiftInStandardDeviations() {
    assertThat(measures(normal(random, 50_000, 11, 2)).wasserstein()).isCloseTo(0.5, within(0.03));
  }

  @Test
  void wassersteinCountsWhatLiesBeyondTheRange() {
    double[] far = new double[1_000];
    Arrays.fill(far, 1_010);
    assertThat(measures(far).wasserstein()).isCloseTo(500, within(10.0));
  }

  @Test
  void oneSentinelRuinsWassersteinButHidesNoShiftFromTheVerdict() {
    double[] values = normal(random, 20_000, 0, 1);
    values[7] = 1e6;
    Profile withSentinel = numbers(20, values);
    double[] shifted = normal(random, 20_000, 0.33, 1);
    Finding finding = only(Drift.judge(withSentinel, window(withSentinel, shifted)));
    assertThat(finding.measures().wasserstein()).isGreaterThan(10);
    assertThat(finding.measures().lInfinity()).isCloseTo(0.13, within(0.03));
    assertThat(finding.state()).isEqualTo(State.DRIFTED);
  }

  @Test
  void constantBaselineHasNoWasserstein() {
    double[] values = new double[3_000];
    Arrays.fill(values, 1);
    for (int i = 0; i < 600; i++) {
      values[i] = 2 + i;
    }
    Profile concentrated = numbers(20, values);
    Measures measures =
        only(Drift.judge(concentrated, window(concentrated, Arrays.copyOf(values, 600))))
            .measures();
    assertThat(measures.wasserstein()).isNaN();
    assertThat(measures.byName()).doesNotContainKey("wasserstein").containsKey("psi");
  }

  @Test
  void barsAreDecilesAndMissing() {
    Measures measures = measures(normal(random, 5_000, 10, 2));
    assertThat(measures.bars()).hasSize(11);
    assertThat(measures.bars().getFirst().label()).startsWith("≤ ");
    assertThat(measures.bars().getLast().label()).isEqualTo("missing");
    for (Measures.Bar bar : measures.bars().subList(0, 10)) {
      assertThat(bar.baseline()).isCloseTo(0.1, within(0.002));
    }
    assertThat(measures.bars().stream().mapToDouble(Measures.Bar::window).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(measures.psi()).isLessThan(0.02);
  }

  @Test
  void heavyValueHasItsOwnBar() {
    double[] values = normal(random, 20_000, 10, 2);
    Arrays.fill(values, 0, 8_000, 7.5);
    Profile heavy = numbers(20, values);
    Measures measures = only(Drift.judge(heavy, window(heavy, values))).measures();
    assertThat(measures.bars())
        .filteredOn(bar -> bar.label().equals("7.5"))
        .singleElement()
        .satisfies(bar -> assertThat(bar.baseline()).isCloseTo(0.4, within(1e-9)));
    assertThat(measures.psi()).isCloseTo(0, within(1e-12));
  }

  @Test
  void missingValuesCountInPsi() {
    double[] values = normal(random, 5_000, 10, 2);
    Arrays.fill(values, 0, 2_500, Double.NaN);
    assertThat(measures(values).psi()).isGreaterThan(1);
  }

  @Test
  void barsOfCategoriesAreTheCommonestTheRestAndUnseen() {
    double[] shares = new double[26];
    Arrays.fill(shares, 1 / 26.0);
    Profile letters = texts(20, letters(random, 20_000, shares));
    Measures measures =
        only(Drift.judge(letters, window(letters, List.of("a", "b", "new")))).measures();
    assertThat(measures.bars()).hasSize(23);
    assertThat(measures.bars().subList(20, 23))
        .extracting(Measures.Bar::label)
        .containsExactly("other values", "unseen", "missing");
  }

  @Test
  void disjointSharesAreAsFarApartAsCanBe() {
    double[] p = {0.5, 0.5, 0, 0};
    double[] q = {0, 0, 0.2, 0.8};
    assertThat(Distances.jensenShannon(p, q)).isEqualTo(1);
    assertThat(Distances.hellinger(p, q)).isCloseTo(1, within(1e-15));
  }

  private Measures measures(double[] values) {
    return only(Drift.judge(profile, window(profile, values))).measures();
  }
}
