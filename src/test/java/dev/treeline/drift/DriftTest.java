package dev.treeline.drift;

import static dev.treeline.drift.Tables.letters;
import static dev.treeline.drift.Tables.normal;
import static dev.treeline.drift.Tables.numbers;
import static dev.treeline.drift.Tables.only;
import static dev.treeline.drift.Tables.texts;
import static dev.treeline.drift.Tables.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.treeline.sketch.ColumnSketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {
  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void sameDistributionIsStable() {
    Profile profile = numbers(20, normal(random, 20_000, 0, 1));
    Finding finding = only(Drift.judge(profile, window(profile, normal(random, 1_000, 0, 1))));
    assertThat(finding.state()).isEqualTo(State.STABLE);
    assertThat(finding.effect()).isLessThan(0.05);
    assertThat(finding.threshold()).isEqualTo(Drift.FLOOR);
    assertThat(finding.thresholdBlock()).isEmpty();
    assertThat(finding.n()).isEqualTo(1_000);
    assertThat(finding.baselineN()).isEqualTo(20_000);
  }

  @Test
  void shiftedNumbersHaveDrifted() {
    Profile profile = numbers(20, normal(random, 20_000, 0, 1));
    Findings findings = Drift.judge(profile, window(profile, normal(random, 1_000, 0.5, 1)));
    Finding finding = only(findings);
    assertThat(finding.state()).isEqualTo(State.DRIFTED);
    assertThat(findings.state()).isEqualTo(State.DRIFTED);
    assertThat(finding.effect()).isCloseTo(0.197, within(0.04));
    assertThat(finding.q()).isLessThan(1e-10);
    assertThat(finding.reason()).contains("is above 0.100 (the floor)");
  }

  @Test
  void smallButCertainShiftIsStable() {
    Profile profile = numbers(20, normal(random, 60_000, 0, 1));
    Finding finding = only(Drift.judge(profile, window(profile, normal(random, 60_000, 0.1, 1))));
    assertThat(finding.q()).isLessThan(1e-10);
    assertThat(finding.state()).isEqualTo(State.STABLE);
  }

  @Test
  void changedSharesHaveDrifted() {
    Profile profile = texts(20, letters(random, 20_000, 0.5, 0.3, 0.2));
    Finding finding =
        only(Drift.judge(profile, window(profile, letters(random, 1_000, 0.3, 0.5, 0.2))));
    assertThat(finding.test()).isEqualTo(Finding.Test.CHI_SQUARE);
    assertThat(finding.state()).isEqualTo(State.DRIFTED);
    assertThat(finding.cap()).isEqualTo(Math.PI);
    assertThat(finding.effect()).isCloseTo(0.411, within(0.06));
    assertThat(finding.cells()).isEqualTo(3);
  }

  @Test
  void categoriesTooRareForTheWindowAreComparedTogether() {
    // In 500 values about 10, 5 and 2 of the rare ones are expected; those below 5 join the rest.
    Profile profile = texts(20, letters(random, 20_000, 0.5, 0.466, 0.02, 0.01, 0.004));
    long[] counts = profile.features().getFirst().counts().counts();
    long rare = Arrays.stream(counts).filter(count -> count * 500 < 5 * 20_000).count();
    Finding finding =
        only(Drift.judge(profile, window(profile, letters(random, 500, 0.5, 0.466, 0.034))));
    assertThat(rare).isBetween(1L, 2L);
    assertThat(finding.cells()).isEqualTo((int) (counts.length - rare + 1));
  }

  @Test
  void changeOfAFewValuedNumberIsSeen() {
    // KS has little power here: 10 % ones become 17 %.
    Profile profile = numbers(20, Tables.draw(random, 20_000, r -> r.nextDouble() < 0.1 ? 1 : 0));
    double[] changed = Tables.draw(random, 3_000, r -> r.nextDouble() < 0.17 ? 1 : 0);
    Finding finding = only(Drift.judge(profile, window(profile, changed)));
    assertThat(finding.test()).isEqualTo(Finding.Test.CHI_SQUARE);
    assertThat(finding.state()).isEqualTo(State.DRIFTED);
  }

  @Test
  void thresholdIsWhatTheTrainingBlocksDo() {
    double[] values = new double[30_000];
    for (int i = 0; i < values.length; i++) {
      double level = i / 1_000 == 7 ? 0.8 : 0; // block 0007 of 30 differs
      values[i] = random.nextGaussian(level, 1);
    }
    Profile profile = numbers(30, values);
    FeatureProfile feature = profile.features().getFirst();
    assertThat(feature.blocks().blocks()).isEqualTo(30);
    assertThat(feature.blocks().effect().block()).isEqualTo("0007");
    assertThat(feature.blocks().effect().value()).isCloseTo(0.31, within(0.05));
    Finding finding = only(Drift.judge(profile, window(profile, normal(random, 1_000, 0.8, 1))));
    assertThat(finding.state()).isEqualTo(State.STABLE);
    assertThat(finding.threshold())
        .isCloseTo(1.5 * feature.blocks().effect().value(), within(1e-15));
    assertThat(finding.thresholdBlock()).isEqualTo("0007");
    assertThat(only(Drift.judge(profile, window(profile, normal(random, 1_000, 2, 1)))).state())
        .isEqualTo(State.DRIFTED);
  }

  @Test
  void columnThatIsDifferentInEveryBlockIsTooVariable() {
    double[] values = new double[10_000];
    for (int i = 0; i < values.length; i++) {
      int block = i / 500;
      values[i] = random.nextGaussian(block * 0.5, 1);
    }
    Profile profile = numbers(20, values);
    Finding finding = only(Drift.judge(profile, window(profile, normal(random, 500, 4.75, 1))));
    assertThat(finding.state()).isEqualTo(State.VARIABLE);
    assertThat(finding.reason()).contains("varies so much from block to block");
    // Far outside, the effect still passes the threshold halfway between r and the cap.
    assertThat(only(Drift.judge(profile, window(profile, normal(random, 500, 500, 1)))).state())
        .isEqualTo(State.DRIFTED);
  }

  @Test
  void fewerThanTwentyBlocksLeaveTheThresholdAtItsFloor() {
    double[] values = new double[9_500];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian(i / 500.0, 1);
    }
    Profile profile = numbers(19, values);
    BlockSummary blocks = profile.features().getFirst().blocks();
    assertThat(blocks.isEnough()).isFalse();
    assertThat(Drift.threshold(blocks, 1)).isEqualTo(Drift.FLOOR);
    assertThat(only(Drift.judge(profile, window(profile, values))).reason())
        .contains("the baseline has 19 blocks");
  }

  @Test
  void blocksTooSmallForAVerdictAreJoined() {
    Profile profile = numbers(100, normal(random, 10_000, 0, 1));
    BlockSummary blocks = profile.features().getFirst().blocks();
    assertThat(blocks.blocks()).isEqualTo(50);
    assertThat(blocks.concentration().block()).contains(" to ");
  }

  @Test
  void tooFewValuesGiveNoVerdict() {
    Profile profile = numbers(20, normal(random, 20_000, 0, 1));
    Findings findings = Drift.judge(profile, window(profile, normal(random, 199, 5, 1)));
    assertThat(only(findings).state()).isEqualTo(State.INSUFFICIENT);
    assertThat(only(findings).p()).isNaN();
    assertThat(only(findings).q()).isNaN();
    assertThat(only(findings).reason())
        .isEqualTo("the window has 199 present values, 200 are needed");
    assertThat(findings.state()).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void tooSmallABaselineGivesNoVerdict() {
    Profile profile = numbers(20, normal(random, 150, 0, 1));
    Finding finding = only(Drift.judge(profile, window(profile, normal(random, 1_000, 5, 1))));
    assertThat(finding.state()).isEqualTo(State.INSUFFICIENT);
    assertThat(finding.reason()).isEqualTo("the baseline has 150 present values, 200 are needed");
  }

  @Test
  void manyRareCategoriesArePooledSoThatALossOfMostOfThemShows() {
    List<String> baseline = numbered(60, 12_000);
    Profile profile = texts(20, baseline);
    Finding quiet = only(Drift.judge(profile, window(profile, shuffled(60, 290))));
    assertThat(quiet.cells()).isEqualTo(29); // 4.8 expected in each category, 10 in a pool
    assertThat(quiet.state()).isEqualTo(State.STABLE);
    Finding narrowed = only(Drift.judge(profile, window(profile, numbered(2, 290))));
    assertThat(narrowed.state()).isEqualTo(State.DRIFTED);
    assertThat(narrowed.effect()).isGreaterThan(1);
  }

  @Test
  void oneCommonCategoryDoesNotHideWhatHappensAmongManyRareOnes() {
    List<String> baseline = new ArrayList<>(numbered(60, 12_000));
    baseline.replaceAll(text -> random.nextInt(10) == 0 ? "common" : text);
    Profile profile = texts(20, baseline);
    List<String> narrowed = new ArrayList<>(numbered(2, 290));
    narrowed.replaceAll(text -> random.nextInt(10) == 0 ? "common" : text);
    assertThat(only(Drift.judge(profile, window(profile, narrowed))).state())
        .isEqualTo(State.DRIFTED);
  }

  @Test
  void categoriesThatCannotFillTwoCellsGiveNoVerdict() {
    Profile profile = texts(20, numbered(60, 12_000));
    var window = WindowCounts.of(profile);
    for (int body = 0; body < 4; body++) {
      for (int row = 0; row < 60; row++) {
        window.feature(0).addText("c" + body);
        window.endRow();
      }
      window.endBody();
    }
    Findings findings = Drift.judge(profile, window);
    Finding finding = only(findings);
    assertThat(finding.n()).isEqualTo(240);
    assertThat(finding.nEffective()).isLessThan(5);
    assertThat(finding.cells()).isEqualTo(1);
    assertThat(finding.state()).isEqualTo(State.INSUFFICIENT);
    assertThat(finding.p()).isNaN();
    assertThat(finding.reason()).endsWith("too few for two cells to be compared");
  }

  /// `c0`, `c1`, … in turn.
  private static List<String> numbered(int categories, int n) {
    return IntStream.range(0, n).mapToObj(i -> "c" + i % categories).toList();
  }

  private List<String> shuffled(int categories, int n) {
    return random.ints(n, 0, categories).mapToObj(i -> "c" + i).toList();
  }

  @Test
  void emptyWindowIsInsufficientAndViolatesNothing() {
    Profile profile = numbers(20, normal(random, 20_000, 0, 1));
    Findings findings = Drift.judge(profile, WindowCounts.of(profile));
    assertThat(findings.state()).isEqualTo(State.INSUFFICIENT);
    assertThat(findings.quality()).isEmpty();
    assertThat(only(findings).measures().byName()).isEmpty();
  }

  @Test
  void columnThatWasAllMissingIsInsufficient() {
    double[] missing = new double[5_000];
    Arrays.fill(missing, Double.NaN);
    Profile profile = numbers(20, missing);
    Findings findings = Drift.judge(profile, window(profile, missing));
    assertThat(only(findings).state()).isEqualTo(State.INSUFFICIENT);
    assertThat(findings.violations()).isEmpty();
  }

  @Test
  void constantColumnThatStaysConstantIsStable() {
    double[] sevens = new double[5_000];
    Arrays.fill(sevens, 7);
    Profile profile = numbers(20, sevens);
    Findings findings = Drift.judge(profile, window(profile, Arrays.copyOf(sevens, 500)));
    assertThat(only(findings).state()).isEqualTo(State.STABLE);
    assertThat(only(findings).p()).isEqualTo(1);
    assertThat(findings.violations()).isEmpty();
  }

  @Test
  void infinitiesHaveDriftedAndLieOutOfRange() {
    Profile profile = numbers(20, normal(random, 20_000, 0, 1));
    double[] values = normal(random, 1_000, 0, 1);
    Arrays.fill(values, 0, 300, Double.POSITIVE_INFINITY);
    Findings findings = Drift.judge(profile, window(profile, values));
    assertThat(only(findings).state()).isEqualTo(State.DRIFTED);
    assertThat(only(findings).n()).isEqualTo(1_000);
    assertThat(findings.violations())
        .extracting(QualityFinding::check)
        .containsExactly(QualityFinding.Check.OUT_OF_RANGE);
  }

  @Test
  void notANumberIsMissing() {
    Profile profile = numbers(20, normal(random, 20_000, 0, 1));
    double[] values = normal(random, 1_000, 0, 1);
    Arrays.fill(values, 0, 300, Double.NaN);
    Findings findings = Drift.judge(profile, window(profile, values));
    assertThat(only(findings).state()).isEqualTo(State.STABLE);
    assertThat(only(findings).n()).isEqualTo(700);
    assertThat(findings.violations())
        .extracting(QualityFinding::check)
        .containsExactly(QualityFinding.Check.MISSING);
  }

  @Test
  void rowsThatCameTogetherCountLess() {
    Profile profile = numbers(20, normal(random, 20_000, 0, 1));
    var alone = WindowCounts.of(profile);
    var together = WindowCounts.of(profile);
    for (int body = 0; body < 60; body++) {
      double value = random.nextGaussian(0.35, 1);
      for (int row = 0; row < 10; row++) {
        alone.feature(0).addNumber(value);
        together.feature(0).addNumber(value);
        alone.endRow();
        together.endRow();
      }
      together.endBody();
    }
    Finding one = only(Drift.judge(profile, alone));
    Finding other = only(Drift.judge(profile, together));
    assertThat(one.nEffective()).isEqualTo(600);
    assertThat(other.nEffective()).isBetween(45.0, 60.0); // 60 bodies, less for being few
    assertThat(other.p()).isGreaterThan(100 * one.p());
    assertThat(other.effect()).isLessThan(one.effect());
  }

  @Test
  void significanceIsAdjustedWithinItsFamily() {
    var columns = new double[30][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = normal(random, 4_000, 0, 1);
    }
    var sketches =
        Arrays.stream(columns)
            .map(
                values -> {
                  var sketch = ColumnSketch.forBaseline();
                  Arrays.stream(values).forEach(x -> sketch.addNumber(x, false));
                  return new ProfileBuilder.NamedSketch("x", sketch);
                })
            .toList();
    var builder = ProfileBuilder.of(sketches, sketches.subList(0, 1));
    builder.block("all");
    for (int i = 0; i < columns.length; i++) {
      for (double x : columns[i]) {
        builder.addNumber(i, x);
        if (i == 0) {
          builder.addPrediction(0, x);
        }
      }
    }
    Profile profile = builder.profile("one block");
    var window = WindowCounts.of(profile);
    for (int i = 0; i < columns.length; i++) {
      for (double x : normal(random, 400, i == 0 ? 0.3 : 0, 1)) {
        window.feature(i).addNumber(x);
      }
    }
    for (double x : normal(random, 400, 0.3, 1)) {
      window.prediction(0).addNumber(x);
    }
    Findings findings = Drift.judge(profile, window);
    Finding moved = findings.features().getFirst();
    assertThat(moved.q()).isCloseTo(30 * moved.p(), within(1e-12));
    Finding prediction = findings.predictions().getFirst();
    assertThat(prediction.q()).isEqualTo(prediction.p()); // a family of its own
  }

  @Test
  void windowOfAnotherProfileIsRefused() {
    Profile one = numbers(20, normal(random, 1_000, 0, 1));
    Profile other = numbers(20, normal(random, 1_000, 9, 1));
    assertThatThrownBy(() -> Drift.judge(one, WindowCounts.of(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WindowCounts.of(profile)");
  }

  @Test
  void splittingAWindowChangesNothing() {
    Profile profile = texts(20, letters(random, 20_000, 0.5, 0.3, 0.2));
    List<String> values = letters(random, 1_000, 0.45, 0.35, 0.2);
    WindowCounts halves =
        window(profile, values.subList(500, 1_000)).plus(window(profile, values.subList(0, 500)));
    assertThat(Drift.judge(profile, halves))
        .isEqualTo(Drift.judge(profile, window(profile, values)));
  }

  @Test
  void profileOfAnotherVersionIsRefused() {
    assertThatThrownBy(() -> new Profile(3, 0, "", List.of(), List.of(), Disclosure.OPEN))
        .hasMessage("$.version: found 3, expected 2; make the baseline anew");
  }

  @Test
  void valueBeforeTheFirstBlockIsRefused() {
    var builder = Tables.builder(20, 1, 2, 3);
    var fresh = builder.plus(builder);
    assertThatThrownBy(() -> fresh.addNumber(0, 1)).hasMessageContaining("before the first block");
  }

  @Test
  void chunksAreTwentyContiguousOnes() {
    assertThat(ProfileBuilder.chunk(0, 1_000)).isEqualTo("chunk 01");
    assertThat(ProfileBuilder.chunk(49, 1_000)).isEqualTo("chunk 01");
    assertThat(ProfileBuilder.chunk(50, 1_000)).isEqualTo("chunk 02");
    assertThat(ProfileBuilder.chunk(999, 1_000)).isEqualTo("chunk 20");
  }
}
