package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a baseline's cells keep of many values: the common ones, how many there were, every one.
class BaselineCellsTest {
  @ParameterizedTest
  @ValueSource(ints = {1_500, 40_000, 600_000})
  void distinctValuesAreEstimatedToTwoPercent(int distinct) {
    var texts = ColumnSketch.forBaseline();
    var numbers = ColumnSketch.forBaseline();
    for (int i = 0; i < distinct; i++) {
      texts.addText("customer-" + i);
      numbers.addNumber(i / 7.0, false);
    }
    assertThat((double) texts.distinct()).isCloseTo(distinct, within(0.02 * distinct));
    assertThat((double) numbers.distinct()).isCloseTo(distinct, within(0.02 * distinct));
  }

  @Test
  void theEstimateDependsNeitherOnOrderNorOnSplit() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      ids.add("id-" + i % 20_000);
    }
    var whole = ColumnSketch.forBaseline();
    ids.forEach(whole::addText);
    Collections.shuffle(ids, new Random(5));
    var first = ColumnSketch.forBaseline();
    var second = ColumnSketch.forBaseline();
    ids.subList(0, 9_000).forEach(first::addText);
    ids.subList(9_000, 30_000).forEach(second::addText);

    assertThat(first.plus(second).distinct()).isEqualTo(whole.distinct());
    assertThat(second.plus(first).distinct()).isEqualTo(whole.distinct());
  }

  @Test
  void ofTooManyCategoriesTheCommonestHaveCells() {
    var column = ColumnSketch.forBaseline();
    var random = new SplittableRandom(3);
    long[] counts = new long[20_000];
    for (int i = 0; i < 400_000; i++) {
      int rank = (int) Math.min(19_999, Math.pow(random.nextDouble(), -1.2) - 1); // Zipf-like
      counts[rank]++;
      column.addText("c" + rank);
    }
    var values = (Values) Partition.freeze(column);

    assertThat(values.isComplete()).isFalse();
    assertThat(values.labels()).hasSize(ColumnSketch.DISTINCT_CAP);
    for (int rank = 0; rank < counts.length; rank++) {
      if (counts[rank] >= 400) {
        assertThat(values.labels()).contains("c" + rank);
      }
    }
    assertThat(values.labels().getFirst()).isEqualTo("c0");
  }

  @Test
  void codesAreCategoriesHoweverManyThereAre() {
    var column = ColumnSketch.forCategories();
    for (int i = 0; i < 3_000; i++) {
      column.addNumber(i % 50, true);
    }
    var values = (Values) Partition.freeze(column);

    assertThat(values.isNumeric()).isFalse();
    assertThat(values.cells()).isEqualTo(50);
    assertThat(values.cellOf(49)).isEqualTo(values.cellOf("49"));
    assertThat(values.cellOf(50)).isEqualTo(Partition.UNSEEN);
    assertThat(column.type()).isEqualTo(ValueType.INTEGRAL);
    assertThat(column.distinct()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 700, 4_096})
  void aCellForEveryValueGivesTheExactDifferenceOfTwoSamples(int size) {
    var random = new SplittableRandom(size);
    for (int round = 0; round < 20; round++) {
      float[] baseline = sample(random, size, round % 3 == 0);
      float[] window = sample(random, 1 + random.nextInt(300), round % 2 == 0);
      var column = ColumnSketch.forBaseline();
      for (float x : baseline) {
        column.addNumber(x, false);
      }
      Partition cells = Partition.freeze(column, Partition.Detail.EVERY_VALUE);

      assertThat(cells).isInstanceOf(Intervals.class);
      assertThat(difference(cells, baseline, window))
          .as("seed %d, round %d", size, round)
          .isEqualTo(exact(baseline, window), within(1e-12));
    }
  }

  private static float[] sample(SplittableRandom random, int size, boolean rounded) {
    float[] sample = new float[size];
    for (int i = 0; i < size; i++) {
      double x = random.nextGaussian() * 3;
      sample[i] = (float) (rounded ? Math.rint(x * 4) / 4 : x);
    }
    return sample;
  }

  private static double difference(Partition cells, float[] baseline, float[] window) {
    double[] ours = new double[cells.cells()];
    for (float x : baseline) {
      ours[cells.cellOf(x)] += 1.0 / baseline.length;
    }
    for (float x : window) {
      ours[cells.cellOf(x)] -= 1.0 / window.length;
    }
    double largest = 0;
    double sum = 0;
    for (double step : ours) {
      sum += step;
      largest = Math.max(largest, Math.abs(sum));
    }
    return largest;
  }

  /// Kolmogorov's D by its definition: at every value of either sample.
  private static double exact(float[] baseline, float[] window) {
    double largest = 0;
    for (float[] side : List.of(baseline, window)) {
      for (float x : side) {
        largest = Math.max(largest, Math.abs(upTo(baseline, x) - upTo(window, x)));
      }
    }
    return largest;
  }

  private static double upTo(float[] sample, float x) {
    int count = 0;
    for (float value : sample) {
      count += value <= x ? 1 : 0;
    }
    return (double) count / sample.length;
  }

  @Test
  void moreValuesThanMayBeKeptAreCutByMass() {
    var column = ColumnSketch.forBaseline();
    for (int i = 0; i <= Intervals.MOST_VALUES; i++) {
      column.addNumber(i / 3.0, false);
    }
    assertThat(Partition.freeze(column, Partition.Detail.EVERY_VALUE))
        .isEqualTo(Partition.freeze(column));
  }
}
