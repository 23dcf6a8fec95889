package dev.treeline.drift;

import static dev.treeline.drift.Tables.letters;
import static dev.treeline.drift.Tables.normal;
import static dev.treeline.drift.Tables.numbers;
import static dev.treeline.drift.Tables.texts;
import static dev.treeline.drift.Tables.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.treeline.drift.QualityFinding.Check;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.ValueCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QualityRulesTest {
  private final SplittableRandom random = new SplittableRandom(23);
  private final Profile colours = texts(20, letters(random, 10_000, 0.6, 0.3, 0.1));
  private final Profile sizes = numbers(20, normal(random, 10_000, 0, 1));

  @Test
  void unseenCategoryIsFoundWithItsName() {
    List<String> values = new ArrayList<>(letters(random, 1_000, 0.6, 0.3, 0.1));
    values.subList(0, 30).replaceAll(_ -> "mauve");
    QualityFinding unseen = find(Drift.judge(colours, window(colours, values)), Check.UNSEEN);
    assertThat(unseen.violated()).isTrue();
    assertThat(unseen.share()).isEqualTo(0.03);
    assertThat(unseen.limit()).isEqualTo(0.005);
    assertThat(unseen.examples()).containsExactly(new ValueCounts.Entry<>("mauve", 30));
  }

  @Test
  void oneUnseenValueIsNoViolation() {
    List<String> values = new ArrayList<>(letters(random, 1_000, 0.6, 0.3, 0.1));
    values.set(0, "mauve");
    assertThat(find(Drift.judge(colours, window(colours, values)), Check.UNSEEN).violated())
        .isFalse();
  }

  @Test
  void windowOfUnseenValuesOnlyIsInsufficientAndViolated() {
    List<String> values = new ArrayList<>(letters(random, 1_000, 0.5, 0.5));
    values.replaceAll(letter -> "new " + letter);
    Findings findings = Drift.judge(colours, window(colours, values));
    assertThat(Tables.only(findings).state()).isEqualTo(State.INSUFFICIENT);
    assertThat(Tables.only(findings).reason())
        .isEqualTo("0 of 1000 present values are known to the baseline, 200 are needed");
    assertThat(find(findings, Check.UNSEEN).violated()).isTrue();
  }

  @Test
  void missingValuesMayRiseAsMuchAsInATrainingBlock() {
    double[] values = normal(random, 20_000, 0, 1);
    Arrays.fill(values, 4_000, 4_300, Double.NaN); // 30 % of block 4
    Profile profile = numbers(20, values);
    var blocks = profile.features().getFirst().blocks();
    assertThat(blocks.missing().block()).isEqualTo("0004");
    assertThat(blocks.missing().value()).isCloseTo(0.3, within(1e-12));
    assertThat(missing(profile, 440).violated()).isFalse();
    assertThat(missing(profile, 540).violated()).isTrue();
    assertThat(missing(profile, 540).limitBlock()).isEqualTo("0004");
    assertThat(missing(profile, 540).limit()).isCloseTo(0.015 + 0.45, within(1e-12));
  }

  private QualityFinding missing(Profile profile, int missing) {
    double[] values = normal(random, 1_000, 0, 1);
    Arrays.fill(values, 0, missing, Double.NaN);
    return find(Drift.judge(profile, window(profile, values)), Check.MISSING);
  }

  @Test
  void allMissingIsOneViolationAndNoVerdict() {
    double[] values = new double[500];
    Arrays.fill(values, Double.NaN);
    Findings findings = Drift.judge(sizes, window(sizes, values));
    assertThat(Tables.only(findings).state()).isEqualTo(State.INSUFFICIENT);
    assertThat(findings.violations())
        .extracting(QualityFinding::check)
        .containsExactly(Check.ALL_MISSING);
    assertThat(findings.violations().getFirst().reason())
        .isEqualTo("all 500 values are missing; 0.0 % were in the baseline");
  }

  @Test
  void stuckSensorIsConstant() {
    double[] values = new double[500];
    Arrays.fill(values, 0.25);
    Findings findings = Drift.judge(sizes, window(sizes, values));
    assertThat(find(findings, Check.CONSTANT).violated()).isTrue();
  }

  @Test
  void columnThatIsConstantWithinABlockMayBeConstant() {
    double[] values = new double[20_000];
    for (int i = 0; i < values.length; i++) {
      int day = i / 1_000;
      values[i] = day; // of the month
    }
    Profile profile = numbers(20, values);
    double[] window = new double[500];
    Arrays.fill(window, 7);
    assertThat(find(Drift.judge(profile, window(profile, window)), Check.CONSTANT).violated())
        .isFalse();
  }

  @Test
  void textAmongNumbersIsMistypedAndNamed() {
    var window = window(sizes, normal(random, 950, 0, 1));
    for (int i = 0; i < 50; i++) {
      window.feature(0).addText("n/a");
      window.endRow();
    }
    QualityFinding type = find(Drift.judge(sizes, window), Check.TYPE);
    assertThat(type.violated()).isTrue();
    assertThat(type.n()).isEqualTo(1_000);
    assertThat(type.examples()).containsExactly(new ValueCounts.Entry<>("n/a", 50));
  }

  @Test
  void valuesBeyondTheRangeOfAllBlocksAreFound() {
    double[] values = normal(random, 1_000, 0, 1);
    Arrays.fill(values, 0, 50, 100);
    QualityFinding range = find(Drift.judge(sizes, window(sizes, values)), Check.OUT_OF_RANGE);
    assertThat(range.violated()).isTrue();
    assertThat(range.count()).isGreaterThanOrEqualTo(50);
  }

  @Test
  void rangeMayBeLeftAsMuchAsATrainingBlockLeavesThatOfTheOthers() {
    double[] values = normal(random, 20_000, 0, 1);
    Arrays.fill(values, 4_000, 4_100, 100); // a tenth of block 4 is far out
    Profile profile = numbers(20, values);
    var blocks = profile.features().getFirst().blocks();
    assertThat(blocks.outOfRange().block()).isEqualTo("0004");
    assertThat(blocks.outOfRange().value()).isCloseTo(0.1, within(0.005));
  }

  @Test
  void valuesJustBeyondTheRangeAreCountedAndViolateNothing() {
    Intervals range = (Intervals) sizes.features().getFirst().partition();
    double width = range.high() - range.low();
    QualityFinding near = beyond(range.high() + 0.015 * width);
    assertThat(near.count()).isEqualTo(300);
    assertThat(near.violated()).isFalse();
    assertThat(near.reason())
        .endsWith(
            "; on average they lie 1.5 % of the range's width beyond it, up to 2.0 % counts as near");
    assertThat(beyond(range.high() + 0.025 * width).violated()).isTrue();
    assertThat(beyond(range.low() - 0.015 * width).violated()).isFalse();
    assertThat(beyond(range.low() - 0.025 * width).violated()).isTrue();
  }

  @Test
  void infiniteValuesAreNeverNearTheRange() {
    QualityFinding infinite = beyond(Double.POSITIVE_INFINITY);
    assertThat(infinite.count()).isEqualTo(300);
    assertThat(infinite.violated()).isTrue();
  }

  /// The range's finding for a window of which 30 % are this value.
  private QualityFinding beyond(double value) {
    double[] values = normal(random, 1_000, 0, 0.5);
    Arrays.fill(values, 0, 300, value);
    return find(Drift.judge(sizes, window(sizes, values)), Check.OUT_OF_RANGE);
  }

  @Test
  void oneRowViolatesNothing() {
    Findings findings = Drift.judge(sizes, window(sizes, 1e9));
    assertThat(findings.violations()).isEmpty();
    QualityFinding range = find(findings, Check.OUT_OF_RANGE);
    assertThat(range.share()).isEqualTo(1);
    assertThat(range.p()).isNaN();
    assertThat(range.reason())
        .isEqualTo("100.0 % of 1 values, worth 1 single ones; 200 are needed");
    assertThat(Drift.judge(sizes, window(sizes, Double.NaN)).violations()).isEmpty();
    assertThat(Drift.judge(colours, window(colours, List.of("mauve"))).violations()).isEmpty();
  }

  @Test
  void valuesMissingByTheBodyCountByTheBody() {
    var alone = WindowCounts.of(sizes);
    var together = WindowCounts.of(sizes);
    for (int body = 0; body < 100; body++) {
      for (int row = 0; row < 10; row++) {
        double value = body % 20 == 0 ? Double.NaN : random.nextGaussian();
        alone.feature(0).addNumber(value);
        together.feature(0).addNumber(value);
        alone.endRow();
        together.endRow();
      }
      together.endBody();
    }
    assertThat(find(Drift.judge(sizes, alone), Check.MISSING).violated()).isTrue();
    QualityFinding missing = find(Drift.judge(sizes, together), Check.MISSING);
    assertThat(missing.violated()).isFalse();
    assertThat(missing.reason()).endsWith("200 are needed");
  }

  @Test
  void textAmongNumbersIsAllowedAsFarAsInTheBaseline() {
    Profile profile = withText(20_000, 0.05, -1);
    assertThat(type(profile, 50).violated()).isFalse();
    assertThat(type(profile, 50).baselineShare()).isCloseTo(0.05, within(0.005));
    assertThat(type(profile, 120).violated()).isTrue();
  }

  @Test
  void textAmongNumbersMayRiseAsMuchAsInATrainingBlock() {
    Profile profile = withText(20_000, 0, 4);
    var blocks = profile.features().getFirst().blocks();
    assertThat(blocks.mistyped()).isEqualTo(new BlockSummary.Extreme(0.3, "0004"));
    assertThat(type(profile, 440).violated()).isFalse();
    assertThat(type(profile, 540).violated()).isTrue();
    assertThat(type(profile, 540).limitBlock()).isEqualTo("0004");
  }

  /// Numbers in twenty blocks, some of them `n/a`: everywhere with this share, and the first 30 %
  /// of one block.
  private Profile withText(int n, double share, int block) {
    var sketch = ColumnSketch.forBaseline();
    double[] values = normal(random, n, 0, 1);
    for (int i = 0; i < n; i++) {
      boolean isInBlock = i * 20 / n == block && i % (n / 20) < 0.3 * n / 20;
      if (isInBlock || random.nextDouble() < share) {
        values[i] = Double.NaN;
        sketch.addText("n/a");
      } else {
        sketch.addNumber(values[i], false);
      }
    }
    var builder =
        ProfileBuilder.of(List.of(new ProfileBuilder.NamedSketch("x", sketch)), List.of());
    for (int i = 0; i < n; i++) {
      builder.block("%04d".formatted((long) i * 20 / n));
      if (Double.isNaN(values[i])) {
        builder.addText(0, "n/a");
      } else {
        builder.addNumber(0, values[i]);
      }
      builder.endRow();
    }
    return builder.profile("20 blocks");
  }

  private QualityFinding type(Profile profile, int texts) {
    var window = window(profile, normal(random, 1_000 - texts, 0, 1));
    for (int i = 0; i < texts; i++) {
      window.feature(0).addText("n/a");
      window.endRow();
    }
    return find(Drift.judge(profile, window), Check.TYPE);
  }

  @Test
  void columnThatWasAbsentForATrainingBlockMayBeAbsentAgain() {
    double[] values = normal(random, 21_000, 0, 1);
    Arrays.fill(values, 4_000, 5_000, Double.NaN); // all of block 4
    Profile profile = numbers(21, values);
    var blocks = profile.features().getFirst().blocks();
    assertThat(blocks.blocks()).isEqualTo(20);
    assertThat(blocks.missing()).isEqualTo(new BlockSummary.Extreme(1, "0004"));
    double[] absent = new double[500];
    Arrays.fill(absent, Double.NaN);
    assertThat(Drift.judge(profile, window(profile, absent)).violations()).isEmpty();
  }

  @Test
  void valueThatOneBlockAloneHoldsRaisesTheLimitOfUnseenOnesAndNotTheThreshold() {
    List<String> values = new ArrayList<>(letters(random, 20_000, 0.6, 0.3, 0.1));
    values.subList(4_000, 4_100).replaceAll(_ -> "mauve"); // a tenth of block 4
    var blocks = texts(20, values).features().getFirst().blocks();
    assertThat(blocks.unseen()).isEqualTo(new BlockSummary.Extreme(0.1, "0004"));
    assertThat(blocks.effect().value()).isLessThan(0.15);
  }

  @Test
  void manyChecksMakeOneUnlikelyShareLessTelling() {
    double[] p = new double[40];
    Arrays.fill(p, 0.5);
    p[0] = 0.005;
    assertThat(FalseDiscovery.adjust(p)[0]).isGreaterThan(Drift.SIGNIFICANT);
  }

  @Test
  void unseenNumberOfAFeatureThatIsNotShownIsAToken() {
    double[] flags = new double[4_000];
    Arrays.fill(flags, 0, 1_000, 1);
    Disclosure rule = Disclosure.derived("a baseline");
    Profile hidden = numbers(20, flags).disclosed(rule);
    double[] now = new double[1_000];
    Arrays.fill(now, 0, 30, 5_551_234);
    assertThat(find(Drift.judge(hidden, window(hidden, now)), Check.UNSEEN).examples())
        .containsExactly(new ValueCounts.Entry<>(rule.token("5551234"), 30));
  }

  @Test
  void negativeValuesWhereTheBaselineHoldsNoneAreFound() {
    double[] amounts = normal(random, 10_000, 10, 1);
    Profile positive = numbers(20, amounts);
    double[] now = normal(random, 1_000, 10, 1);
    Arrays.fill(now, 0, 30, -1);
    QualityFinding negative = find(Drift.judge(positive, window(positive, now)), Check.NEGATIVE);
    assertThat(negative.violated()).isTrue();
    assertThat(negative.count()).isEqualTo(30);
    assertThat(negative.baselineShare()).isZero();

    now[29] = 0; // smaller than any before, and not negative
    assertThat(find(Drift.judge(positive, window(positive, now)), Check.NEGATIVE).count())
        .isEqualTo(29);
  }

  @Test
  void baselineWithNegativeValuesAllowsThem() {
    assertThat(Drift.judge(sizes, window(sizes, normal(random, 1_000, -5, 1))).quality())
        .noneMatch(finding -> finding.check() == Check.NEGATIVE);
  }

  private static QualityFinding find(Findings findings, Check check) {
    return findings.quality().stream()
        .filter(finding -> finding.check() == check)
        .findFirst()
        .orElseThrow();
  }
}
