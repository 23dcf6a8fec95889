package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.drift.ColumnRule;
import dev.treeline.drift.ColumnRule.Quantity;
import dev.treeline.drift.ColumnRule.Range;
import dev.treeline.drift.QualityFinding.Check;
import dev.treeline.drift.Severity;
import dev.treeline.drift.UserRules;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesFileTest {
  private static UserRules read(String text) {
    return RulesFile.read("rules.json", text);
  }

  @Test
  void everythingThatCanBeDecidedIsRead() {
    UserRules rules =
        read(
            """
            {"version": 1, "features": {
              "*": {"minimumRows": 500},
              "temp*": {"severity": "warning", "effect": 0.2},
              "age": {"missing": 0.05, "outOfRange": 0, "negative": 1, "unseen": 0.5, "type": 0.25,
                      "values": {"min": 0, "max": 120}, "mean": {"min": 30}, "deviation": {"max": 5}}
            }}
            """);

    ColumnRule temperature = rules.of("temperature");
    assertThat(temperature.severity()).contains(Severity.WARNING);
    assertThat(temperature.effect()).hasValue(0.2);
    assertThat(temperature.minimumRows()).hasValue(500);
    ColumnRule age = rules.of("age");
    assertThat(age.shares())
        .isEqualTo(
            Map.of(
                Check.MISSING, 0.05,
                Check.OUT_OF_RANGE, 0.0,
                Check.NEGATIVE, 1.0,
                Check.UNSEEN, 0.5,
                Check.TYPE, 0.25));
    assertThat(age.ranges())
        .isEqualTo(
            Map.of(
                Quantity.VALUES, new Range(0, 120),
                Quantity.MEAN, new Range(30, Double.POSITIVE_INFINITY),
                Quantity.DEVIATION, new Range(Double.NEGATIVE_INFINITY, 5)));
    assertThat(rules.severity("age")).isEqualTo(Severity.VIOLATION);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    {"version": "1", "feature": {}, "features": {
                      "a": {"severity": "error", "effects": 1},
                      "b": {"effect": "0.2", "minimumRows": 2.5, "missing": 5},
                      "c": {"mean": 3, "values": {"min": 2, "max": 1}, "deviation": {}},
                      "d": true
                    }}
                    """))
        .isInstanceOf(ReportFormatException.class)
        .hasMessage(
            """
            rules.json $: found the key "feature", expected one of version, features
            rules.json $.version: found "1", expected 1
            rules.json $.features["a"]: found the key "effects", expected one of severity, effect,\
             minimumRows, missing, outOfRange, negative, unseen, type, values, mean, deviation
            rules.json $.features["a"].severity: found "error", expected ignore, warning or violation
            rules.json $.features["b"].effect: found "0.2", expected a number from 0 to 3.14
            rules.json $.features["b"].minimumRows: found 2.5, expected a whole number from 1
            rules.json $.features["b"].missing: found 5, expected a number from 0 to 1
            rules.json $.features["c"].values: found {"min":2,"max":1}, expected min, max or both,\
             and min not above max
            rules.json $.features["c"].mean: found 3, expected an object
            rules.json $.features["c"].deviation: found {}, expected min, max or both, and min not\
             above max
            rules.json $.features["d"]: found true, expected an object""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"version\": 1}",
        "{\"features\": {}}",
        "{\"version\": 2, \"features\": {}}",
        "{\"version\": 1, \"features\": []}",
        "{\"version\": 1, \"features\": {}} {}",
        "{\"version\": 1, \"version\": 1, \"features\": {}}",
        "{\"version\": 1, \"features\": {\"a\": {\"mean\": {\"min\": \"x\"}}}}",
        "{\"version\": 1, \"features\": {\"a\": {\"minimumRows\": 99999999999999999999}}}",
        "{\"version\": 1, \"features\": {\"a\": {\"effect\": null}}}"
      })
  void damagedFileIsRefusedByName(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageStartingWith("rules.json");
  }

  @Test
  void noPatternIsNoRule() {
    assertThat(read("{\"version\": 1, \"features\": {}}")).isEqualTo(UserRules.NONE);
  }

  @Test
  void yamlSaysTheSameAsJson() {
    String yaml =
        """
        version: 1
        features:
          "*": {minimumRows: 500}
          temp*:             # in degrees
            severity: warning
            effect: 0.2
          age: {values: {min: 0, max: 120}, mean: {min: 30.5}}
        """;
    String json =
        """
        {"version": 1, "features": {
          "*": {"minimumRows": 500},
          "temp*": {"severity": "warning", "effect": 0.2},
          "age": {"values": {"min": 0, "max": 120}, "mean": {"min": 30.5}}}}
        """;
    assertThat(RulesFile.read("rules.yaml", yaml)).isEqualTo(read(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[1",
        "version: 1\nversion: 1\nfeatures: {}",
        "version: 1\nfeatures: {}\n---\nversion: 1",
        "version: 1\nfeatures: !!java.net.URL [\"http://127.0.0.1:1/\"]",
        "version: 1\nfeatures: &a {b: *a}",
        "version: 1\nfeatures: {a: {effect: .nan}}",
        "version: 1\nfeatures: {a: {severity: on}}",
        "version: 1\nfeatures: {a: {effect: 2026-01-01}}",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]",
        "version: 1\nfeatures: {a: {effect: \u0007}}"
      })
  void damagedYamlIsRefusedByName(String text) {
    assertThatThrownBy(() -> RulesFile.read("rules.yaml", text))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageStartingWith("rules.yaml");
  }

  @Test
  void deepYamlIsRefused() {
    assertThatThrownBy(() -> RulesFile.read("rules.yml", "[".repeat(100_000)))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageStartingWith("rules.yml");
  }

  @Test
  void deepJsonIsRefused() {
    assertThatThrownBy(() -> read("{\"features\":" + "[".repeat(100_000)))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageStartingWith("rules.json");
  }
}
