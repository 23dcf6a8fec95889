package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NumberSummaryTest {
  @Test
  void deviationIsOfThePopulation() {
    assertThat(of(1, 2, 3, 4).deviation()).isEqualTo(Math.sqrt(1.25));
  }

  @Test
  void deviationFarFromZeroLosesNoDigit() {
    assertThat(of(1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4).deviation()).isEqualTo(Math.sqrt(1.25));
    assertThat(of(0.1, 0.1, 0.1).deviation()).isZero();
  }

  @Test
  void deviationOfTinyNumbersIsTiny() {
    assertThat(of(1e-140, 3e-140).deviation()).isCloseTo(1e-140, within(1e-155));
  }

  @Test
  void nothingHasNoMean() {
    var none = new NumberSummary();
    assertThat(none.count()).isZero();
    assertThat(none.sum()).isZero();
    assertThat(none.mean()).isNaN();
    assertThat(none.deviation()).isNaN();
    assertThat(none.min()).isNaN();
    assertThat(none.max()).isNaN();
  }

  @Test
  void infinityIsCountedAndLeavesTheRestAlone() {
    var summary = of(1, Double.POSITIVE_INFINITY, 3, Double.NEGATIVE_INFINITY);
    assertThat(summary.count()).isEqualTo(2);
    assertThat(summary.infinite()).isEqualTo(2);
    assertThat(summary.mean()).isEqualTo(2);
    assertThat(summary.max()).isEqualTo(3);
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(Double.doubleToRawLongBits(of(-0.0).min())).isZero();
  }

  @Test
  void notANumberIsRefused() {
    assertThatThrownBy(() -> of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  private static NumberSummary of(double... values) {
    var summary = new NumberSummary();
    for (double value : values) {
      summary.add(value);
    }
    return summary;
  }
}
