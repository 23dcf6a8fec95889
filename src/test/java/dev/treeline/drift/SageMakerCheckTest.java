package dev.treeline.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.drift.MonitoringConfig.Setting;
import dev.treeline.drift.Violation.Check;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.ValueType;
import dev.treeline.sketch.WeightedItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SageMakerCheckTest {
  private final SplittableRandom random = new SplittableRandom(37);

  @Test
  void suggestedConstraintsEqualTheRealFile() {
    JsonNode real = Resources.json("good_constraints.json");
    String[] lines = Resources.text("baseline_dataset.csv").strip().split("\n", -1);
    var columns = new ArrayList<ColumnSketch>();
    for (String line : lines) {
      String[] cells = line.strip().split(",", -1);
      for (int i = 0; i < cells.length; i++) {
        if (columns.size() == i) {
          columns.add(ColumnSketch.forBaseline());
        }
        columns.get(i).addNumber(Double.parseDouble(cells[i]), !cells[i].contains("."));
      }
    }
    var names = List.of("_c0", "_c1", "_c2", "_c3", "_c4", "_c5");
    Constraints constraints = Constraints.suggest(Statistics.of(lines.length, names, columns));
    assertThat(constraints.features()).hasSize(real.get("features").size());
    for (int i = 0; i < names.size(); i++) {
      JsonNode golden = real.get("features").get(i);
      Constraints.Feature feature = constraints.features().get(i);
      assertThat(feature.name()).isEqualTo(golden.get("name").asText());
      assertThat(feature.type().label()).isEqualTo(golden.get("inferred_type").asText());
      assertThat(feature.completeness()).isEqualTo(golden.get("completeness").asDouble());
      assertThat(feature.nonNegative())
          .isEqualTo(golden.at("/num_constraints/is_non_negative").asBoolean());
    }
    JsonNode config = real.get("monitoring_config");
    for (Map.Entry<Setting, String> one : constraints.config().settings().entrySet()) {
      JsonNode of =
          one.getKey().isOfDistribution() ? config.get("distribution_constraints") : config;
      if (of.has(one.getKey().key())) { // the categorical settings are newer than that file
        assertThat(one.getValue()).isEqualTo(of.get(one.getKey().key()).asText());
      }
    }
  }

  @Test
  void baselineMeetsItsOwnConstraints() {
    Statistics baseline = table(numbers("size", 500, 0), texts("colour", 500, "red", "blue"));
    SageMakerCheck check =
        SageMakerCheck.of(baseline, Optional.of(baseline), Constraints.suggest(baseline));
    assertThat(check.violations()).isEmpty();
    assertThat(check.distances())
        .extracting(SageMakerCheck.Distance::distance)
        .containsExactly(0.0, 0.0);
  }

  @Test
  void movedColumnsDriftInBothKinds() {
    Statistics baseline = table(numbers("size", 1_000, 0), texts("colour", 1_000, "red", "blue"));
    Statistics window =
        table(numbers("size", 1_000, 1), texts("colour", 1_000, "red", "red", "red", "blue"));
    SageMakerCheck check =
        SageMakerCheck.of(window, Optional.of(baseline), Constraints.suggest(baseline));
    assertThat(check.violations())
        .extracting(Violation::featureName, Violation::check)
        .containsExactly(
            tuple("size", Check.BASELINE_DRIFT), tuple("colour", Check.BASELINE_DRIFT));
    assertThat(check.violations().getFirst().description())
        .startsWith("Numerical distance: 0.")
        .endsWith(" exceeds numerical threshold: 0.1");
    double simple =
        SageMakerDistance.categorical(Map.of("r", 3L, "b", 1L), Map.of("r", 1L, "b", 1L));
    assertThat(check.distances().get(1).distance())
        .isCloseTo(simple - 1.8 * Math.sqrt(2_000 / 1e6), within(1e-12));
  }

  @Test
  void chiSquaredIsViolatedByASmallProbability() {
    Statistics baseline = table(texts("colour", 1_000, "red", "blue"));
    Constraints constraints =
        with(baseline, Map.of(Setting.CATEGORICAL_DRIFT_METHOD, "ChiSquared"));
    SageMakerCheck same = SageMakerCheck.of(baseline, Optional.of(baseline), constraints);
    assertThat(same.distances().getFirst().distance()).isEqualTo(1);
    assertThat(same.violations()).isEmpty();
    Statistics window = table(texts("colour", 1_000, "red", "red", "blue"));
    SageMakerCheck moved = SageMakerCheck.of(window, Optional.of(baseline), constraints);
    assertThat(moved.violations())
        .singleElement()
        .extracting(Violation::check)
        .isEqualTo(Check.BASELINE_DRIFT);
  }

  @Test
  void simpleDistanceIsNotReducedByWhatChanceExplains() {
    Statistics baseline = table(numbers("size", 100, 0));
    Statistics window = table(numbers("size", 100, 0.4));
    assertThat(
            SageMakerCheck.of(window, Optional.of(baseline), with(baseline, Map.of())).violations())
        .isEmpty();
    assertThat(
            SageMakerCheck.of(
                    window,
                    Optional.of(baseline),
                    with(baseline, Map.of(Setting.COMPARISON_METHOD, "Simple")))
                .violations())
        .hasSize(1);
  }

  @Test
  void fractionalValueUnderAnIntegralConstraintIsOfTheWrongTypeAndNotCompared() {
    var integral = ColumnSketch.forWindow();
    var mixed = ColumnSketch.forWindow();
    for (int i = 0; i < 100; i++) {
      integral.addNumber(i, true);
      mixed.addNumber(i + 1_000, i > 0);
    }
    Statistics baseline = Statistics.of(100, List.of("age"), List.of(integral));
    Statistics window = Statistics.of(100, List.of("age"), List.of(mixed));
    SageMakerCheck check =
        SageMakerCheck.of(window, Optional.of(baseline), Constraints.suggest(baseline));
    assertThat(check.violations())
        .containsExactly(
            new Violation(
                "age",
                Check.DATA_TYPE,
                "Data type match requirement is not met. Expected data type: Integral, Expected"
                    + " match: 100.0%. Observed: Only 99.0% of data is Integral."));
    assertThat(check.distances()).isEmpty();
  }

  @Test
  void integralValuesUnderAFractionalConstraintMatch() {
    var fractional = ColumnSketch.forWindow();
    var integral = ColumnSketch.forWindow();
    for (int i = 0; i < 100; i++) {
      fractional.addNumber(i, false);
      integral.addNumber(i, true);
    }
    Statistics baseline = Statistics.of(100, List.of("age"), List.of(fractional));
    Statistics window = Statistics.of(100, List.of("age"), List.of(integral));
    SageMakerCheck check =
        SageMakerCheck.of(window, Optional.of(baseline), Constraints.suggest(baseline));
    assertThat(check.violations()).isEmpty();
    assertThat(check.distances()).hasSize(1);
  }

  @Test
  void missingValuesBreakCompleteness() {
    Statistics baseline = table(numbers("size", 100, 0));
    ColumnSketch sparse = numbers("size", 90, 0).sketch();
    for (int i = 0; i < 10; i++) {
      sparse.addMissing();
    }
    Statistics window = Statistics.of(100, List.of("size"), List.of(sparse));
    assertThat(
            SageMakerCheck.of(window, Optional.empty(), Constraints.suggest(baseline)).violations())
        .containsExactly(
            new Violation(
                "size",
                Check.COMPLETENESS,
                "Data completeness requirement is not met. Expected: 100.0%. Observed: Only 90.0%"
                    + " of data is complete."));
  }

  @Test
  void valuesOutsideTheDomainAreFound() {
    Statistics baseline = table(texts("colour", 100, "red", "blue"));
    Statistics window = table(texts("colour", 100, "red", "blue", "red", "mauve"));
    assertThat(
            SageMakerCheck.of(window, Optional.empty(), Constraints.suggest(baseline)).violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.check()).isEqualTo(Check.CATEGORICAL_VALUES);
              assertThat(violation.description()).contains("Only 75.0% of data");
            });
  }

  @Test
  void moreValuesThanCanBeListedDoNotHideFromTheDomain() {
    Statistics baseline = table(texts("colour", 100, "red", "blue"));
    var ids = ColumnSketch.forWindow();
    for (int i = 0; i < 1_000; i++) {
      ids.addText("id-" + i);
    }
    Statistics window = Statistics.of(1_000, List.of("colour"), List.of(ids));
    assertThat(
            SageMakerCheck.of(window, Optional.empty(), Constraints.suggest(baseline)).violations())
        .extracting(Violation::check)
        .containsExactly(Check.CATEGORICAL_VALUES);
  }

  @Test
  void numbersInATextColumnAreCategories() {
    Statistics baseline = table(texts("zip", 100, "A1", "10001"));
    var numbers = ColumnSketch.forWindow();
    for (int i = 0; i < 100; i++) {
      numbers.addNumber(10001, true);
    }
    Statistics window = Statistics.of(100, List.of("zip"), List.of(numbers));
    SageMakerCheck check =
        SageMakerCheck.of(window, Optional.of(baseline), Constraints.suggest(baseline));
    assertThat(check.violations())
        .extracting(Violation::check)
        .containsExactly(Check.BASELINE_DRIFT);
    assertThat(check.distances().getFirst().distance())
        .isCloseTo(0.5 - 1.8 * Math.sqrt(0.02), within(1e-12));
  }

  @Test
  void columnCountIsCompared() {
    Statistics two = table(numbers("a", 100, 0), numbers("b", 100, 0));
    Statistics one = table(numbers("a", 100, 0));
    assertThat(SageMakerCheck.of(one, Optional.empty(), Constraints.suggest(two)).violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.check()).isEqualTo(Check.MISSING_COLUMN);
              assertThat(violation.description())
                  .endsWith("current dataset: 1, Number of columns in baseline constraints: 2");
            });
    assertThat(SageMakerCheck.of(two, Optional.empty(), Constraints.suggest(one)).violations())
        .extracting(Violation::check)
        .containsExactly(Check.EXTRA_COLUMN);
  }

  @Test
  void columnsOfOtherNamesAreFoundByPosition() {
    Statistics baseline = table(numbers("a", 1_000, 0));
    Statistics window = table(numbers("_c0", 1_000, 2));
    assertThat(
            SageMakerCheck.of(window, Optional.of(baseline), Constraints.suggest(baseline))
                .violations())
        .extracting(Violation::featureName)
        .containsExactly("a");
  }

  @Test
  void columnThatIsGoneIsNotComparedWithItsNeighbour() {
    Statistics baseline =
        table(numbers("a", 1_000, 0), numbers("b", 1_000, 5), numbers("c", 1_000, 9));
    Statistics window = table(numbers("a", 1_000, 0), numbers("c", 1_000, 9));
    var check = SageMakerCheck.of(window, Optional.of(baseline), Constraints.suggest(baseline));
    assertThat(check.violations())
        .extracting(Violation::check)
        .containsExactly(Check.MISSING_COLUMN);
    assertThat(check.distances())
        .extracting(SageMakerCheck.Distance::name)
        .containsExactly("a", "c");
  }

  @Test
  void overridesOfOneColumnApplyToItAlone() {
    Statistics baseline = table(numbers("a", 1_000, 0), numbers("b", 1_000, 0));
    Statistics window = table(numbers("a", 1_000, 1), numbers("b", 1_000, 1));
    Constraints suggested = Constraints.suggest(baseline);
    var features = new ArrayList<>(suggested.features());
    features.set(
        0,
        new Constraints.Feature(
            "a",
            ValueType.FRACTIONAL,
            1,
            false,
            List.of(),
            Map.of(Setting.COMPARISON_THRESHOLD, "0.9")));
    assertThat(
            SageMakerCheck.of(
                    window, Optional.of(baseline), new Constraints(features, suggested.config()))
                .violations())
        .extracting(Violation::featureName)
        .containsExactly("b");
  }

  @Test
  void disabledConstraintsFindNothing() {
    Statistics baseline = table(numbers("a", 1_000, 0));
    Statistics window = table(numbers("a", 1_000, 5));
    Constraints disabled = with(baseline, Map.of(Setting.EVALUATE_CONSTRAINTS, "Disabled"));
    assertThat(SageMakerCheck.of(window, Optional.of(baseline), disabled).violations()).isEmpty();
    Constraints uncompared = with(baseline, Map.of(Setting.PERFORM_COMPARISON, "Disabled"));
    assertThat(SageMakerCheck.of(window, Optional.of(baseline), uncompared).distances()).isEmpty();
  }

  @Test
  void repeatedValuesKeepTheirWeight() {
    // Ones rise from a tenth to a half; a rank map keyed by value would see next to nothing.
    Statistics baseline = table(bits("flag", 5_000, 0.1));
    Statistics window = table(bits("flag", 5_000, 0.5));
    assertThat(
            SageMakerCheck.of(window, Optional.of(baseline), Constraints.suggest(baseline))
                .distances()
                .getFirst()
                .distance())
        .isCloseTo(0.4 - 1.8 * Math.sqrt(2 / 5_000.0), within(0.02));
  }

  @Test
  void largestDifferenceMayLieAtAValueThatOneSideAloneHolds() {
    var few = WeightedItems.of(new double[] {10}, new long[] {1});
    var many = WeightedItems.of(new double[] {1, 2, 3, 10}, new long[] {1, 1, 1, 1});
    assertThat(SageMakerDistance.numeric(few, many)).isEqualTo(0.75);
    assertThat(SageMakerDistance.numeric(many, few)).isEqualTo(0.75);
  }

  @Test
  void settingThatIsNotAllowedIsRefusedWithItsKey() {
    assertThatThrownBy(
            () -> MonitoringConfig.DEFAULT.with(Map.of(Setting.COMPARISON_METHOD, "robust")))
        .hasMessage("comparison_method: found \"robust\", expected Simple or Robust");
    assertThatThrownBy(
            () -> MonitoringConfig.DEFAULT.with(Map.of(Setting.COMPARISON_THRESHOLD, "1.5")))
        .hasMessage("comparison_threshold: found \"1.5\", expected a number from 0 to 1");
    assertThatThrownBy(() -> MonitoringConfig.DEFAULT.with(Map.of(Setting.EMIT_METRICS, "yes")))
        .hasMessage("emit_metrics: found \"yes\", expected Enabled or Disabled");
  }

  @Test
  void settingsWrittenAndReadBackAreTheSame() {
    assertThat(MonitoringConfig.DEFAULT.with(MonitoringConfig.DEFAULT.settings()))
        .isEqualTo(MonitoringConfig.DEFAULT);
  }

  private static Constraints with(Statistics baseline, Map<Setting, String> settings) {
    Constraints suggested = Constraints.suggest(baseline);
    return new Constraints(suggested.features(), suggested.config().with(settings));
  }

  private record Column(String name, ColumnSketch sketch) {}

  private static Statistics table(Column... columns) {
    long rows = columns[0].sketch().tally().seen();
    return Statistics.of(
        rows,
        Arrays.stream(columns).map(Column::name).toList(),
        Arrays.stream(columns).map(Column::sketch).toList());
  }

  private Column numbers(String name, int n, double mean) {
    var sketch = ColumnSketch.forWindow();
    for (double value : Tables.normal(random, n, mean, 1)) {
      sketch.addNumber(value, false);
    }
    return new Column(name, sketch);
  }

  private Column bits(String name, int n, double ones) {
    var sketch = ColumnSketch.forWindow();
    for (int i = 0; i < n; i++) {
      sketch.addNumber(random.nextDouble() < ones ? 1 : 0, true);
    }
    return new Column(name, sketch);
  }

  private static Column texts(String name, int n, String... values) {
    var sketch = ColumnSketch.forWindow();
    for (int i = 0; i < n; i++) {
      sketch.addText(values[i % values.length]);
    }
    return new Column(name, sketch);
  }
}
