package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private static final long SEED = 5;

  @Test
  void lookupAgreesWithALinearSearch() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 60; round++) {
      double spread = Math.scalb(1.0, random.nextInt(-30, 60));
      double centre = random.nextBoolean() ? 0 : random.nextDouble(-1e6, 1e6);
      DoubleSupplier draw = () -> centre + spread * random.nextGaussian();
      double[] cuts =
          random
              .ints(random.nextInt(2, 700), 0, 1)
              .mapToDouble(_ -> (float) draw.getAsDouble() + 0.0f)
              .sorted()
              .distinct()
              .toArray();
      if (cuts.length < 2) {
        continue;
      }
      var intervals = Intervals.of(cuts);
      for (int i = 0; i < 2_000; i++) {
        double x = i % 3 == 0 ? cuts[random.nextInt(cuts.length)] : draw.getAsDouble();
        assertThat(intervals.cellOf(x))
            .as("seed %d, round %d, x %s", SEED, round, x)
            .isEqualTo(linear(cuts, x));
      }
    }
  }

  @Test
  void valueEqualToACutLiesBelowIt() {
    var intervals = Intervals.of(-1, 0, 2);
    assertThat(intervals.cellOf(-1)).isZero();
    assertThat(intervals.cellOf(-0.0)).isEqualTo(1);
    assertThat(intervals.cellOf(2)).isEqualTo(2);
    assertThat(intervals.cellOf(2.1)).isEqualTo(3);
  }

  @Test
  void infinitiesLieOutsideTheRange() {
    var intervals = Intervals.of(-1, 0, 2);
    assertThat(intervals.cellOf(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(intervals.isBelow(Double.NEGATIVE_INFINITY)).isTrue();
    assertThat(intervals.cellOf(1e300)).isEqualTo(3);
    assertThat(intervals.isAbove(Double.POSITIVE_INFINITY)).isTrue();
  }

  @Test
  void floatAndDoubleOfOneValueShareACell() {
    var column = ColumnSketch.forBaseline();
    for (int i = 0; i < 1000; i++) {
      column.addNumber(i % 100 / 10.0, false);
    }
    var intervals = (Intervals) Partition.freeze(column);
    for (int i = 0; i < 100; i++) {
      assertThat(intervals.cellOf((double) (float) (i / 10.0)))
          .isEqualTo(intervals.cellOf(i / 10.0));
    }
  }

  @Test
  void cellsHoldEqualMassAndHeavyValuesStandAlone() {
    var random = new SplittableRandom(SEED);
    var column = ColumnSketch.forBaseline();
    double[] values = new double[16_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 4 == 0 ? 7 : (float) (7 + random.nextGaussian());
      column.addNumber(values[i], false);
    }
    var intervals = (Intervals) Partition.freeze(column);
    var counts = new CellCounts(intervals);
    for (double value : values) {
      counts.addNumber(value);
    }
    int heavy = intervals.cellOf(7);
    assertThat(intervals.isPoint(heavy)).isTrue();
    assertThat(counts.count(heavy)).isEqualTo(4_000);
    for (int cell = 0; cell < intervals.cells(); cell++) {
      if (cell != heavy) {
        assertThat(counts.count(cell)).isLessThanOrEqualTo(20); // 15.6, and ties
      }
    }
    assertThat(intervals.cells()).isBetween(700, 1_200);
  }

  @Test
  void baselineLiesInsideItsOwnRange() {
    var column = ColumnSketch.forBaseline();
    double[] values = new SplittableRandom(SEED).doubles(50_000, -5, 5).toArray();
    for (double value : values) {
      column.addNumber(value, false);
    }
    var intervals = (Intervals) Partition.freeze(column);
    assertThat(Arrays.stream(values).noneMatch(x -> intervals.isBelow(x) || intervals.isAbove(x)))
        .isTrue();
    assertThat(intervals.cellOf(-5.1)).isZero();
    assertThat(intervals.cellOf(5.1)).isEqualTo(intervals.cells() - 1);
  }

  @Test
  void hugeValuesAreCutAtTheEndsOfFloat() {
    var column = ColumnSketch.forBaseline();
    for (int i = 0; i < 100; i++) {
      column.addNumber(Math.pow(10, 3 * i), false);
    }
    var intervals = (Intervals) Partition.freeze(column);
    assertThat(intervals.cellOf(1e299)).isEqualTo(intervals.cells() - 1);
  }

  @Test
  void cutsReadBackGiveTheSameCells() {
    var intervals = Intervals.of(-1.5, 0.1f, 3e7);
    assertThat(Intervals.of(intervals.cuts())).isEqualTo(intervals);
  }

  @Test
  void cutsOutOfOrderAreRefusedWithTheirPosition() {
    assertThatThrownBy(() -> Intervals.of(1, 3, 2)).hasMessageContaining("cuts[2]: found 2.0");
    assertThatThrownBy(() -> Intervals.of(1)).hasMessageContaining("expected 2 to 30000");
    assertThatThrownBy(() -> Intervals.of(1, Double.NaN)).hasMessageContaining("cuts[1]");
  }

  private static int linear(double[] cuts, double x) {
    int cell = 0;
    while (cell < cuts.length && (float) cuts[cell] < (float) x) {
      cell++;
    }
    return cell;
  }
}
