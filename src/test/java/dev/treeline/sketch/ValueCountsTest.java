package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
  private static final long SEED = 3;

  @Test
  void countsAreExactUpToTheCap() {
    var counts = new ValueCounts<String>(3);
    for (String value : "b a b c b a".split(" ", -1)) {
      counts.add(value);
    }
    assertThat(counts.commonest())
        .containsExactly(
            new ValueCounts.Entry<>("b", 3),
            new ValueCounts.Entry<>("a", 2),
            new ValueCounts.Entry<>("c", 1));
    assertThat(counts.isCapped()).isFalse();
    assertThat(counts.distinct()).isEqualTo(3);
    assertThat(counts.other()).isZero();
  }

  @Test
  void beyondTheCapEveryKeptValueStillHasItsExactCount() {
    var random = new SplittableRandom(SEED);
    var counts = new ValueCounts<Double>(100);
    Map<Double, Long> truth = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      double value = Math.rint(random.nextGaussian() * 500);
      counts.add(value);
      truth.merge(value + 0.0, 1L, Long::sum);
    }
    assertThat(counts.isCapped()).isTrue();
    assertThat(counts.commonest()).hasSize(100);
    for (ValueCounts.Entry<Double> entry : counts.commonest()) {
      assertThat(entry.count()).isEqualTo(truth.get(entry.value()));
    }
    assertThat(counts.total()).isEqualTo(50_000);
    assertThat((double) counts.distinct()).isCloseTo(truth.size(), within(0.35 * truth.size()));
  }

  @Test
  void distinctIsEstimatedWithinThreeStandardErrors() {
    var counts = new ValueCounts<String>(1000);
    for (int i = 0; i < 200_000; i++) {
      counts.add("id-" + i);
    }
    assertThat((double) counts.distinct()).isCloseTo(200_000, within(0.1 * 200_000));
  }

  @Test
  void cappedCountsGoOnExactlyAfterAMerge() {
    var random = new SplittableRandom(SEED);
    double[] values = random.doubles(3_000).map(x -> Math.rint(x * 400)).toArray();
    var whole = new ValueCounts<Double>(50);
    var first = new ValueCounts<Double>(50);
    for (int i = 0; i < values.length; i++) {
      whole.add(values[i]);
      if (i == values.length / 2) {
        first = new ValueCounts<Double>(50).plus(first);
      }
      first.add(values[i]);
    }
    assertThat(first).isEqualTo(whole);
    assertThat(first.distinct()).isEqualTo(whole.distinct());
    assertThat(whole.plus(new ValueCounts<>(50)).distinct()).isEqualTo(whole.distinct());
  }

  @Test
  void longTextIsCut() {
    var counts = new ValueCounts<String>(10);
    counts.add("x".repeat(1_000_000));
    assertThat(counts.commonest().getFirst().value()).hasSize(256);
  }

  @Test
  void negativeZeroIsZero() {
    var counts = new ValueCounts<Double>(10);
    counts.add(-0.0);
    counts.add(0.0);
    assertThat(counts.distinct()).isEqualTo(1);
  }
}
