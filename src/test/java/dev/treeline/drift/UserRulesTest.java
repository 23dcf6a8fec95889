package dev.treeline.drift;

import static dev.treeline.drift.Tables.normal;
import static dev.treeline.drift.Tables.numbers;
import static dev.treeline.drift.Tables.only;
import static dev.treeline.drift.Tables.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.drift.ColumnRule.Quantity;
import dev.treeline.drift.ColumnRule.Range;
import dev.treeline.drift.QualityFinding.Check;
import dev.treeline.sketch.ColumnSketch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRulesTest {
  private final SplittableRandom random = new SplittableRandom(31);
  private final Profile profile = numbers(20, normal(random, 10_000, 0, 1));

  private static UserRules rules(ColumnRule rule) {
    return new UserRules(List.of(new UserRules.Pattern("x", rule)));
  }

  private static ColumnRule effect(double effect) {
    return new ColumnRule(
        Optional.empty(), OptionalDouble.of(effect), OptionalLong.empty(), Map.of(), Map.of());
  }

  private static ColumnRule rows(long rows) {
    return new ColumnRule(
        Optional.empty(), OptionalDouble.empty(), OptionalLong.of(rows), Map.of(), Map.of());
  }

  private static ColumnRule severity(Severity severity) {
    return new ColumnRule(
        Optional.of(severity), OptionalDouble.empty(), OptionalLong.empty(), Map.of(), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "temp, temp, true",
    "temp, tempo, false",
    "temp*, temp, true",
    "temp*, temperature, true",
    "*, anything, true",
    "*_id, passenger_id, true",
    "*_id, passenger_idea, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "a*b*c, axxbyyc, true",
    "a*b*c, axxcyyb, false",
    "a.c, abc, false",
  })
  void starStandsForAnyCharactersAndQuestionMarkForOne(String glob, String name, boolean fits) {
    assertThat(new UserRules.Pattern(glob, ColumnRule.NONE).fits(name)).isEqualTo(fits);
  }

  @Test
  void patternOfManyStarsDoesNotHang() {
    String glob = "*a".repeat(50) + "b";
    assertThat(new UserRules.Pattern(glob, ColumnRule.NONE).fits("a".repeat(5_000))).isFalse();
  }

  @Test
  void laterPatternDecidesAndTheEarlierOneFillsIn() {
    var both =
        new UserRules(
            List.of(
                new UserRules.Pattern("*", rows(500).or(effect(0.3))),
                new UserRules.Pattern("x", effect(0.2))));
    assertThat(both.of("x").effect()).hasValue(0.2);
    assertThat(both.of("x").minimumRows()).hasValue(500);
    assertThat(both.of("y").effect()).hasValue(0.3);
  }

  @Test
  void effectOfTheRulesTakesTheThresholdsPlace() {
    var shifted = window(profile, normal(random, 2_000, 0.5, 1));
    assertThat(only(Drift.judge(profile, shifted)).state()).isEqualTo(State.DRIFTED);

    Finding ruled = only(Drift.judge(profile, shifted, rules(effect(0.4))));

    assertThat(ruled.state()).isEqualTo(State.STABLE);
    assertThat(ruled.threshold()).isEqualTo(0.4);
    assertThat(ruled.thresholdBlock()).isEmpty();
    assertThat(ruled.reason()).endsWith("is within 0.400 (set by your rules)");
  }

  @Test
  void highEffectOfTheRulesDoesNotMakeAColumnTooVariable() {
    var quiet = window(profile, normal(random, 2_000, 0, 1));
    assertThat(only(Drift.judge(profile, quiet, rules(effect(0.9)))).state())
        .isEqualTo(State.STABLE);
  }

  @Test
  void smallerWindowThanTheRulesAskForIsInsufficient() {
    var shifted = window(profile, normal(random, 900, 2, 1));
    Finding finding = only(Drift.judge(profile, shifted, rules(rows(1_000))));
    assertThat(finding.state()).isEqualTo(State.INSUFFICIENT);
    assertThat(finding.reason()).isEqualTo("the window has 900 present values, 1000 are needed");
    assertThat(finding.q()).isNaN();
  }

  @Test
  void rulesMayAskForLessThanTheVerdictDoes() {
    var shifted = window(profile, normal(random, 60, 2, 1));
    assertThat(only(Drift.judge(profile, shifted, rules(rows(50)))).state())
        .isEqualTo(State.DRIFTED);
  }

  @Test
  void ignoredColumnIsInNoFamily() {
    var shifted = window(profile, normal(random, 2_000, 2, 1));
    Findings findings = Drift.judge(profile, shifted, rules(severity(Severity.IGNORE)));
    assertThat(findings.features()).isEmpty();
    assertThat(findings.quality()).isEmpty();
  }

  @Test
  void warningIsJudgedAsEverythingIs() {
    var shifted = window(profile, normal(random, 2_000, 2, 1));
    assertThat(Drift.judge(profile, shifted, rules(severity(Severity.WARNING))))
        .isEqualTo(Drift.judge(profile, shifted));
  }

  @Test
  void shareOfTheRulesIsTheLimit() {
    double[] values = normal(random, 2_000, 0, 1);
    Arrays.fill(values, 0, 100, Double.NaN); // 5 %
    var window = window(profile, values);
    ColumnRule allowed =
        new ColumnRule(
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            Map.of(Check.MISSING, 0.1),
            Map.of());

    assertThat(missing(Drift.judge(profile, window)).violated()).isTrue();
    QualityFinding ruled = missing(Drift.judge(profile, window, rules(allowed)));
    assertThat(ruled.violated()).isFalse();
    assertThat(ruled.limit()).isEqualTo(0.1);
    assertThat(ruled.reason()).endsWith("allowed 10.0 % (set by your rules)");
  }

  private static QualityFinding missing(Findings findings) {
    return findings.quality().stream()
        .filter(finding -> finding.check() == Check.MISSING)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void statisticOutsideItsRangeIsFound() {
    var sketch = ColumnSketch.forWindow();
    for (double value : normal(random, 500, 50, 10)) {
      sketch.addNumber(value, false);
    }
    List<ColumnStatistics> columns = List.of(ColumnStatistics.of("x", sketch));

    assertThat(judge(columns, Quantity.MEAN, new Range(40, 60)).violated()).isFalse();
    LimitFinding low = judge(columns, Quantity.MEAN, new Range(60, Double.POSITIVE_INFINITY));
    assertThat(low.violated()).isTrue();
    assertThat(low.reason()).startsWith("mean 50.").endsWith(" outside 60.000 to ∞");
    assertThat(judge(columns, Quantity.VALUES, new Range(0, 200)).violated()).isFalse();
    assertThat(judge(columns, Quantity.VALUES, new Range(0, 70)).violated()).isTrue();
    assertThat(judge(columns, Quantity.DEVIATION, new Range(9, 11)).violated()).isFalse();
  }

  @Test
  void fewValuesMayBreakAHardLimitAndNoMean() {
    var sketch = ColumnSketch.forWindow();
    sketch.addNumber(-1, true);
    List<ColumnStatistics> columns = List.of(ColumnStatistics.of("x", sketch));
    assertThat(judge(columns, Quantity.VALUES, new Range(0, 10)).violated()).isTrue();
    assertThat(judge(columns, Quantity.MEAN, new Range(0, 10)).state())
        .isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void columnOfTextsHasNoNumbersToLimit() {
    var sketch = ColumnSketch.forWindow();
    sketch.addText("red");
    var rule = limit(Quantity.MEAN, new Range(0, 1));
    assertThat(LimitFinding.judge(rules(rule), List.of(ColumnStatistics.of("x", sketch))))
        .isEmpty();
  }

  private static LimitFinding judge(
      List<ColumnStatistics> columns, Quantity quantity, Range range) {
    return LimitFinding.judge(rules(limit(quantity, range)), columns).getFirst();
  }

  private static ColumnRule limit(Quantity quantity, Range range) {
    return new ColumnRule(
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Map.of(),
        Map.of(quantity, range));
  }
}
