package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.drift.ColumnStatistics;
import dev.treeline.drift.Constraints;
import dev.treeline.drift.MonitoringConfig;
import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.ProfileBuilder.NamedSketch;
import dev.treeline.drift.Statistics;
import dev.treeline.drift.WindowCounts;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.ValueType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SageMakerColumnsTest {
  private static final List<String> FEATURES = List.of("a", "b");

  /// Columns as `name=value` in a window whose inputs hold 1 and 2 and whose one reply held 0.5;
  /// the watched outputs hold 0.25 and 0.
  private static List<String> columns(String... constraints) {
    return columns(FEATURES, constraints);
  }

  private static List<String> columns(List<String> features, String... constraints) {
    Profile profile = profile(features);
    Statistics statistics =
        SageMakerColumns.statistics(
            profile,
            new WindowCounter.Counted(
                WindowCounts.of(profile),
                List.of(of(1), of(2)),
                List.of(of(0.5)),
                List.of(of(0.25), of(0)),
                Map.of()),
            constraints(constraints));
    return statistics.columns().stream().map(c -> c.name() + "=" + mean(c)).toList();
  }

  private static Profile profile(List<String> features) {
    return ProfileBuilder.of(named(features), named(List.of("score", "class"))).profile("none");
  }

  private static List<NamedSketch> named(List<String> names) {
    return names.stream().map(name -> new NamedSketch(name, of(1))).toList();
  }

  private static double mean(ColumnStatistics column) {
    return ((ColumnStatistics.Numeric) column).mean();
  }

  private static ColumnSketch of(double value) {
    ColumnSketch sketch = ColumnSketch.forWindow();
    sketch.addNumber(value, false);
    return sketch;
  }

  private static Constraints constraints(String... names) {
    return new Constraints(
        Stream.of(names)
            .map(
                n ->
                    new Constraints.Feature(n, ValueType.FRACTIONAL, 1, false, List.of(), Map.of()))
            .toList(),
        MonitoringConfig.DEFAULT);
  }

  @Test
  void namesDecideWhereverTheLabelStands() {
    assertThat(columns("label", "a", "b")).containsExactly("label=0.5", "a=1.0", "b=2.0");
    assertThat(columns("b", "a", "label")).containsExactly("b=2.0", "a=1.0", "label=0.5");
  }

  @Test
  void baselineThatListsTheWatchedOutputsFirstGetsThemByName() {
    assertThat(columns("score", "class", "a", "b"))
        .containsExactly("score=0.25", "class=0.0", "a=1.0", "b=2.0");
    assertThat(columns("score", "a", "b")).containsExactly("score=0.25", "a=1.0", "b=2.0");
  }

  @Test
  void replyFillsTheNamesThatNoColumnHas() {
    assertThat(columns("class", "label", "a", "b"))
        .containsExactly("class=0.0", "label=0.5", "a=1.0", "b=2.0");
  }

  @Test
  void featureNamedAsAnOutputComesSecondAndAloneIsTheFeature() {
    assertThat(columns(List.of("score", "b"), "score", "class", "score", "b"))
        .containsExactly("score=0.25", "class=0.0", "score=1.0", "b=2.0");
    assertThat(columns(List.of("score", "b"), "score", "b")).containsExactly("score=1.0", "b=2.0");
  }

  @Test
  void outputsWithoutANameAreLeftOut() {
    assertThat(columns("a", "b")).containsExactly("a=1.0", "b=2.0");
  }

  @Test
  void withoutNamesOutputsComeFirstAsInSageMaker() {
    assertThat(columns("_c0", "_c1", "_c2")).containsExactly("_c0=0.5", "_c1=1.0", "_c2=2.0");
  }

  @Test
  void asManyConstraintsAsInputsLeaveTheOutputsOut() {
    assertThat(columns("_c0", "_c1")).containsExactly("_c0=1.0", "_c1=2.0");
  }

  @Test
  void columnBeyondTheConstraintsHasANameOfItsPosition() {
    assertThat(columns("_c0")).containsExactly("_c0=0.5", "_c1=1.0", "_c2=2.0");
  }
}
