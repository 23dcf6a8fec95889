package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private static final long SEED = 7;

  @Test
  void sumEqualsBigDecimalOverTheWholeRangeOfDoubles() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 200; round++) {
      var sum = new ExactSum();
      var truth = BigDecimal.ZERO;
      for (int i = 0; i < 50; i++) {
        double x = anyDouble(random);
        sum.add(x);
        truth = truth.add(new BigDecimal(x));
      }
      assertThat(sum.value()).as("seed %d, round %d", SEED, round).isEqualTo(truth.doubleValue());
    }
  }

  @Test
  void orderAndSplitGiveTheSameBits() {
    var random = new SplittableRandom(SEED);
    double[] values = random.doubles(1000, -1e9, 1e-9).toArray();
    var forwards = new ExactSum();
    var backwards = new ExactSum();
    var parts = new ExactSum[] {new ExactSum(), new ExactSum(), new ExactSum()};
    for (int i = 0; i < values.length; i++) {
      forwards.add(values[i]);
      backwards.add(values[values.length - 1 - i]);
      parts[random.nextInt(3)].add(values[i]);
    }
    assertThat(backwards).isEqualTo(forwards);
    assertThat(parts[2].plus(parts[0]).plus(parts[1])).isEqualTo(forwards);
  }

  @Test
  void smallSummandsSurviveBesideLargeOnes() {
    var sum = new ExactSum();
    sum.add(1e300);
    sum.add(1e-300);
    sum.add(-1e300);
    assertThat(sum.value()).isEqualTo(1e-300);
  }

  @Test
  void halvesRoundToEven() {
    var sum = new ExactSum();
    sum.add(0x1p53);
    sum.add(1);
    assertThat(sum.value()).isEqualTo(0x1p53);
    sum.add(Double.MIN_VALUE);
    assertThat(sum.value()).isEqualTo(0x1p53 + 2);
  }

  @Test
  void squareIsExact() {
    double x = 1 / 3.0;
    var sum = new ExactSum();
    sum.addSquare(x);
    sum.add(-x * x);
    var truth = new BigDecimal(x).pow(2).subtract(new BigDecimal(x * x));
    assertThat(sum.value()).isNotZero().isEqualTo(truth.doubleValue());
  }

  @Test
  void overflowIsInfiniteAndBothInfinitiesAreNaN() {
    var sum = new ExactSum();
    sum.addSquare(1e200);
    assertThat(sum.value()).isEqualTo(Double.POSITIVE_INFINITY);
    sum.add(Double.NEGATIVE_INFINITY);
    assertThat(sum.value()).isNaN();
  }

  @Test
  void sumAboveTheLargestDoubleIsInfiniteAndComesBack() {
    var sum = new ExactSum();
    sum.add(Double.MAX_VALUE);
    sum.add(Double.MAX_VALUE);
    assertThat(sum.value()).isEqualTo(Double.POSITIVE_INFINITY);
    sum.add(-Double.MAX_VALUE);
    assertThat(sum.value()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void notANumberIsRefused() {
    assertThatThrownBy(() -> new ExactSum().add(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  private static double anyDouble(SplittableRandom random) {
    double x = Double.NaN;
    while (!Double.isFinite(x)) {
      // Exponents near one another half of the time, so that digits overlap.
      x =
          random.nextBoolean()
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-40, 40));
    }
    return x;
  }
}
