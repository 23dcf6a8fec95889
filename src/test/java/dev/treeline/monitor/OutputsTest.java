package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputsTest {
  @Test
  void oneOutputIsTheScoreAndPassesOneHalfOrNot() {
    assertThat(Outputs.of("score", new double[] {0.7})).isEqualTo(0.7);
    assertThat(Outputs.of("class", new double[] {0.7})).isEqualTo(1);
    assertThat(Outputs.of("class", new double[] {0.5})).isEqualTo(0);
  }

  @Test
  void largestOfSeveralOutputsDecides() {
    double[] outputs = {0.1, 0.6, 0.3};

    assertThat(Outputs.of("score", outputs)).isEqualTo(0.6);
    assertThat(Outputs.of("class", outputs)).isEqualTo(1);
    assertThat(Outputs.of("class", new double[] {0.4, 0.4, 0.2})).isZero();
  }

  @Test
  void outputThatIsNotANumberIsMissing() {
    assertThat(Outputs.of("class", new double[] {0.4, Double.NaN})).isNaN();
    assertThat(Outputs.of("score", new double[] {Double.NaN})).isNaN();
  }
}
