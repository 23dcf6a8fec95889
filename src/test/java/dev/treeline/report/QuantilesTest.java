package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Values;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static final Intervals TEN = Intervals.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

  private static CellCounts counts(double... values) {
    CellCounts counts = new CellCounts(TEN);
    for (double value : values) {
      counts.addNumber(value);
    }
    return counts;
  }

  @Test
  void quantileIsRightToWithinItsCell() {
    double[] values = new SplittableRandom(11).doubles(5_000, 0.001, 10).toArray();
    CellCounts counts = counts(values);
    Arrays.sort(values);

    for (double share : Quantiles.SHOWN) {
      double truth = values[(int) Math.ceil(share * values.length) - 1];
      Quantiles.Quantile quantile = Quantiles.of(TEN, counts, share);
      assertThat(quantile.where()).isEqualTo(Quantiles.Where.WITHIN);
      assertThat(quantile.value()).as("share %s", share).isEqualTo(truth, within(0.1));
    }
  }

  @Test
  void quantileBeyondTheRangeSaysWhichSide() {
    CellCounts counts = counts(-3, -2, 5, 30, 40, 50);

    assertThat(Quantiles.of(TEN, counts, 0.05).text()).startsWith("< ");
    assertThat(Quantiles.of(TEN, counts, 0.95).text()).isEqualTo("> 10");
    assertThat(Quantiles.of(TEN, counts, 0.5).value()).isBetween(4.0, 5.0);
  }

  @Test
  void nothingHasNoQuantile() {
    assertThat(Quantiles.of(TEN, counts(), 0.5).text()).isEqualTo("–");
    Values texts = Values.ofTexts(List.of("a"), true);
    assertThat(Quantiles.of(texts, new CellCounts(texts), 0.5).text()).isEqualTo("–");
  }

  @Test
  void quantileOfListedNumbersIsOneOfThem() {
    Values values = Values.ofNumbers(7, 1, 3);
    CellCounts counts = new CellCounts(values);
    for (double value : new double[] {7, 7, 7, 1, 3, 7}) {
      counts.addNumber(value);
    }

    assertThat(Quantiles.of(values, counts, 0.25).value()).isEqualTo(3);
    assertThat(Quantiles.of(values, counts, 0.5).value()).isEqualTo(7);
  }
}
