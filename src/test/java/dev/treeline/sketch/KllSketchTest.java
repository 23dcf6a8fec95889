package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KllSketchTest {
  private static final long SEED = 11;

  @Test
  void sketchIsExactAndInRowOrderUntilItsFirstLevelIsFull() {
    var sketch = new KllSketch();
    double[] values = new SplittableRandom(SEED).doubles(2050).toArray();
    for (double value : values) {
      sketch.add(value);
    }
    assertThat(sketch.isExact()).isTrue();
    assertThat(sketch.data()).hasSize(1);
    assertThat(sketch.data().getFirst()).isEqualTo(values);
    sketch.add(0.5);
    assertThat(sketch.isExact()).isFalse();
    assertThat(sketch.data().get(0)).containsExactly(0.5);
    assertThat(sketch.data().get(1)).hasSize(1025);
  }

  @Test
  void everySecondItemOfTheSortedLevelMovesUpAndTheOddLastOneStays() {
    var sketch = new KllSketch(4, 0.64); // level 0 holds 6
    for (double value : new double[] {6, 1, 5, 2, 4, 3, 9}) {
      sketch.add(value);
    }
    assertThat(sketch.data().get(0)).containsExactly(9);
    assertThat(sketch.data().get(1)).containsExactly(1, 3, 5);
  }

  @Test
  void weightsAddUpToTheCount() {
    var sketch = filled(new KllSketch(64, 0.64), 100_000);
    assertThat(sketch.count()).isEqualTo(100_000);
    assertThat(sketch.items().total()).isEqualTo(100_000);
  }

  @Test
  void ranksStayWithinTheDocumentedError() {
    int n = 200_000;
    var sketch = new KllSketch();
    double[] values = new double[n];
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < n; i++) {
      values[i] = random.nextGaussian();
      sketch.add(values[i]);
    }
    Arrays.sort(values);
    WeightedItems items = sketch.items();
    for (int i = 0; i < n; i += 997) {
      assertThat(Math.abs(items.rank(values[i]) - (i + 1.0)) / n).isLessThan(0.003);
    }
  }

  @Test
  void theSameStreamGivesTheSameSketch() {
    assertThat(filled(new KllSketch(64, 0.64), 10_000).data())
        .usingRecursiveComparison()
        .isEqualTo(filled(new KllSketch(64, 0.64), 10_000).data());
  }

  @Test
  void mergingKeepsTheCountExactlyAndRanksWithinBothErrors() {
    var left = filled(new KllSketch(), 70_000);
    var right = filled(new KllSketch(), 50_000);
    KllSketch both = left.plus(right);
    assertThat(both.count()).isEqualTo(120_000);
    assertThat(left.count()).isEqualTo(70_000);
    for (double x = 0.05; x < 1; x += 0.05) {
      double truth = left.items().rank(x) + (double) right.items().rank(x);
      assertThat(Math.abs(both.items().rank(x) - truth) / 120_000).isLessThan(0.006);
    }
  }

  @Test
  void equalItemsAddTheirWeights() {
    // Open Deequ's rank map keeps one of them; a column of counts would be measured wrongly.
    var items = KllSketch.restore(2048, 0.64, List.of(new double[] {3, 1, 3}, new double[] {3}));
    assertThat(items.items().rank(3)).isEqualTo(5);
    assertThat(items.items().rankBelow(3)).isEqualTo(1);
  }

  @Test
  void bucketsHoldEveryValueOnce() {
    var sketch = new KllSketch();
    for (double value : new double[] {1, 1, 2, 3, 3, 3}) {
      sketch.add(value);
    }
    List<KllSketch.Bucket> buckets = sketch.buckets(1, 3);
    assertThat(buckets).hasSize(10);
    assertThat(buckets.getFirst()).isEqualTo(new KllSketch.Bucket(1, 1.2, 2));
    assertThat(buckets.get(5).count()).isEqualTo(1);
    assertThat(buckets.getLast().count()).isEqualTo(3);
    assertThat(new KllSketch().buckets(Double.NaN, Double.NaN)).isEmpty();
  }

  @Test
  void constantColumnHasAllValuesInTheLastBucket() {
    var sketch = new KllSketch();
    sketch.add(5);
    sketch.add(5);
    assertThat(sketch.buckets(5, 5).getLast().count()).isEqualTo(2);
  }

  @Test
  void damageIsRefused() {
    assertThatThrownBy(() -> new KllSketch().add(Double.POSITIVE_INFINITY))
        .hasMessageContaining("found Infinity");
    assertThatThrownBy(() -> new KllSketch(1, 0.64)).hasMessageContaining("k >= 2");
    assertThatThrownBy(() -> KllSketch.restore(2048, 1, List.of())).hasMessageContaining("c < 1");
    assertThatThrownBy(() -> new KllSketch(8, 0.5).plus(new KllSketch(9, 0.5)))
        .hasMessageContaining("expected equal ones");
  }

  private static KllSketch filled(KllSketch sketch, int n) {
    new SplittableRandom(SEED).doubles(n).forEach(sketch::add);
    return sketch;
  }

  @Test
  void lastBucketEndsAtTheLargestValueSoThatNoneIsLost() {
    var sketch = new KllSketch();
    sketch.add(-2.66);
    for (int i = 0; i < 50; i++) {
      sketch.add(1.5);
    }
    for (int i = 0; i < 40; i++) {
      sketch.add(3.89);
    }
    List<KllSketch.Bucket> buckets = sketch.buckets(-2.66, 3.89);
    assertThat(buckets.getLast().high()).isEqualTo(3.89);
    assertThat(buckets.stream().mapToLong(KllSketch.Bucket::count).sum()).isEqualTo(91);
    assertThat(buckets.getLast().count()).isEqualTo(40);
  }

  @Test
  void bucketsOfARangeTooWideForADoubleAreFiniteAndHoldEveryValue() {
    for (double end : new double[] {1e308, Double.MAX_VALUE}) {
      var sketch = new KllSketch();
      for (double x : new double[] {-end, 0, end / 2, end, end}) {
        sketch.add(x);
      }
      List<KllSketch.Bucket> buckets = sketch.buckets(-end, end);
      for (KllSketch.Bucket bucket : buckets) {
        assertThat(bucket.low()).isFinite().isLessThan(bucket.high());
        assertThat(bucket.high()).isFinite();
      }
      assertThat(buckets.stream().mapToLong(KllSketch.Bucket::count).sum()).isEqualTo(5);
    }
  }

  @Test
  void bucketCountsSumToTheNumberOfValues() {
    var random = new SplittableRandom(71);
    for (int run = 0; run < 2_000; run++) {
      var sketch = new KllSketch();
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 20; i++) {
        double x = Math.round(random.nextGaussian(0, 10) * 100) / 100.0;
        sketch.add(x);
        min = Math.min(min, x);
        max = Math.max(max, x);
      }
      assertThat(sketch.buckets(min, max).stream().mapToLong(KllSketch.Bucket::count).sum())
          .as("run %d of seed 71", run)
          .isEqualTo(20);
    }
  }
}
