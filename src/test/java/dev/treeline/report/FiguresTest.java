package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-2.5, -2.5",
    "0.12345, 0.123",
    "0.00123456, 0.00123",
    "0.000999, 9.99e-4",
    "12.345, 12.3",
    "123.45, 123",
    "98765.4, 98765",
    "14402689218.9, 1.44e10",
    "-1e-300, -1e-300",
    "100, 100",
    "1000000, 1000000"
  })
  void numberHasThreeSignificantFigures(double value, String text) {
    assertThat(Figures.of(value)).isEqualTo(text);
  }

  @Test
  void whatIsNoNumberIsADash() {
    assertThat(Figures.of(Double.NaN)).isEqualTo("–");
    assertThat(Figures.effect(Double.NaN)).isEqualTo("–");
    assertThat(Figures.chance(Double.NaN)).isEqualTo("–");
    assertThat(Figures.percent(Double.NaN)).isEqualTo("–");
    assertThat(Figures.of(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @Test
  void chanceIsNeverZero() {
    assertThat(Figures.chance(0)).isEqualTo("< 0.001");
    assertThat(Figures.chance(0.0004)).isEqualTo("< 0.001");
    assertThat(Figures.chance(0.0104)).isEqualTo("0.010");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 %", "0.5, 50 %", "0.1234, 12.3 %", "0.0051, 0.51 %", "0.00001, < 0.01 %"})
  void shareIsAPercentage(double share, String text) {
    assertThat(Figures.percent(share)).isEqualTo(text);
  }

  @Test
  void wordFollowsItsNumber() {
    assertThat(Figures.things(1, "feature")).isEqualTo("1 feature");
    assertThat(Figures.things(1234, "row")).isEqualTo("1,234 rows");
    assertThat(Figures.things(0, "row")).isEqualTo("0 rows");
  }
}
