package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.drift.Constraints;
import dev.treeline.drift.MonitoringConfig;
import dev.treeline.drift.MonitoringConfig.Setting;
import dev.treeline.sketch.ValueType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"data_quality/constraints.json", "data_quality/bad_constraints.json"})
  void realFileReadsAndWritesBackToItself(String name) throws IOException {
    Constraints constraints = ConstraintsFile.read(Fixtures.text(name));

    assertThat(constraints.config()).isEqualTo(MonitoringConfig.DEFAULT);
    assertThat(ConstraintsFile.read(ConstraintsFile.write(constraints))).isEqualTo(constraints);
  }

  @Test
  void generatedFileIsWrittenByteForByte() throws IOException {
    String text = Fixtures.text("data_quality/constraints.json");

    assertThat(ConstraintsFile.write(ConstraintsFile.read(text))).isEqualTo(text);
  }

  @Test
  void olderKeysAreUnderstood() throws IOException {
    Constraints constraints = ConstraintsFile.read(Fixtures.text("legacy/constraints.json"));

    assertThat(constraints.features().getFirst().domains())
        .containsExactly("preproc-not-YET-supported-for-csv-json");
    assertThat(constraints.features().getFirst().overrides())
        .containsEntry(Setting.EVALUATE_CONSTRAINTS, "Enabled");
    assertThat(constraints.config().performComparison()).isTrue();
    assertThat(constraints.config().comparisonThreshold()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"monitoringConfigOverrides\": O",
        "\"monitoring_config_overrides\": O",
        "\"string_constraints\": {\"monitoringConfigOverrides\": O}",
        "\"string_constraints\": {\"monitoring_config_overrides\": O}",
        "\"num_constraints\": {\"monitoring_config_overrides\": O}"
      })
  void overridesAreReadUnderBothNamesInBothPlaces(String place) {
    String overrides =
        "{\"datatype_check_threshold\": 0.9,"
            + " \"distribution_constraints\": {\"comparion_method\": \"Simple\"}}";
    Constraints constraints =
        ConstraintsFile.read(
            "{\"features\": [{\"name\": \"a\", \"inferred_type\": \"String\", "
                + place.replace(": O", ": " + overrides)
                + "}]}");

    assertThat(constraints.features().getFirst().overrides())
        .isEqualTo(
            Map.of(Setting.DATATYPE_CHECK_THRESHOLD, "0.9", Setting.COMPARISON_METHOD, "Simple"));
  }

  @Test
  void everySettingReadsBack() {
    MonitoringConfig config =
        MonitoringConfig.DEFAULT.with(
            Map.of(
                Setting.EMIT_METRICS, "Disabled",
                Setting.CATEGORICAL_DRIFT_METHOD, "ChiSquared",
                Setting.CATEGORICAL_COMPARISON_THRESHOLD, "0.05",
                Setting.COMPARISON_METHOD, "Simple"));
    Constraints constraints =
        new Constraints(
            List.of(
                new Constraints.Feature(
                    "state",
                    ValueType.STRING,
                    0.9,
                    false,
                    List.of("TX", "CA"),
                    Map.of(
                        Setting.DOMAIN_CONTENT_THRESHOLD, "0.5",
                        Setting.PERFORM_COMPARISON, "Disabled")),
                new Constraints.Feature(
                    "price", ValueType.FRACTIONAL, 1.0, true, List.of(), Map.of())),
            config);

    assertThat(ConstraintsFile.read(ConstraintsFile.write(constraints))).isEqualTo(constraints);
  }

  @Test
  void absentCompletenessDemandsNothing() {
    Constraints constraints =
        ConstraintsFile.read(
            "{\"features\": [{\"name\": \"a\", \"inferred_type\": \"Integral\"}]}");

    assertThat(constraints.features().getFirst().completeness()).isZero();
    assertThat(constraints.config()).isEqualTo(MonitoringConfig.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"features\": [], \"monitoring_config\": {\"evaluate_constraints\": \"Maybe\"}}",
        "{\"features\": [], \"monitoring_config\": {\"datatype_check_threshold\": \"high\"}}",
        "{\"features\": [], \"monitoring_config\": {\"datatype_check_threshold\": [1]}}"
      })
  void settingThatIsNotAllowedIsNamed(String text) {
    assertThatThrownBy(() -> ConstraintsFile.read(text))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining("constraints.json $.monitoring_config");
  }
}
