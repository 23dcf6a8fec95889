package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CellCountsTest {
  private static final long SEED = 13;

  @Test
  void everyValueIsCountedExactlyOnce() {
    var counts = new CellCounts(Intervals.of(0, 1, 2));
    counts.addNumber(0.5);
    counts.addNumber(-3);
    counts.addNumber(Double.POSITIVE_INFINITY);
    counts.addNumber(Double.NaN);
    counts.addMissing();
    counts.addText("red");
    assertThat(counts.counts()).containsExactly(1, 1, 0, 1);
    assertThat(counts.missing()).isEqualTo(2);
    assertThat(counts.mistyped()).isEqualTo(1);
    assertThat(counts.seen()).isEqualTo(6);
    assertThat(counts.below()).isEqualTo(1);
    assertThat(counts.above()).isEqualTo(1);
    assertThat(counts.shortfall()).isCloseTo(3, within(1e-6));
    assertThat(counts.excess()).isZero();
  }

  @Test
  void unseenValuesAreCountedWithExamples() {
    var counts = new CellCounts(Values.ofTexts(List.of("red", "blue"), true));
    counts.addText("red");
    counts.addText("green");
    counts.addNumber(7);
    assertThat(counts.unseen()).isEqualTo(2);
    assertThat(counts.present()).isEqualTo(3);
    assertThat(counts.strangers().commonest())
        .extracting(ValueCounts.Entry::value)
        .containsExactly("7", "green");
  }

  @Test
  void oneValueAllTheTimeIsConstant() {
    var counts = new CellCounts(Intervals.of(0, 10));
    assertThat(counts.isConstant()).isFalse();
    counts.addNumber(5);
    counts.addNumber(5);
    assertThat(counts.isConstant()).isTrue();
    counts.addNumber(5.5);
    assertThat(counts.isConstant()).isFalse();
  }

  @Test
  void countsReadBackKeepTheirShares() {
    var counts = CellCounts.restore(Intervals.of(0, 1), new long[] {1, 5, 2}, 3, 0, 0);
    assertThat(counts.below()).isEqualTo(1);
    assertThat(counts.above()).isEqualTo(2);
    assertThat(counts.seen()).isEqualTo(11);
    assertThatThrownBy(() -> CellCounts.restore(Intervals.of(0, 1), new long[2], 0, 0, 0))
        .hasMessageContaining("found 2 of them, expected one for each of 3 cells");
  }

  @Test
  void singleValuesHaveNoDesignEffect() {
    var counts = new CellCounts(Intervals.of(0, 1, 2));
    for (int i = 0; i < 100; i++) {
      counts.addNumber(i % 3);
      counts.endCluster();
    }
    assertThat(counts.designEffect()).isEqualTo(1);
  }

  @Test
  void rowsThatAreCopiesOfOneAnotherCountAsOne() {
    for (CellCounts counts : List.of(intervals(), values())) {
      var random = new SplittableRandom(SEED);
      for (int body = 0; body < 2_000; body++) {
        int value = random.nextInt(4);
        for (int row = 0; row < 10; row++) {
          counts.addNumber(value);
        }
        counts.endCluster();
      }
      assertThat(counts.designEffect()).isCloseTo(10, within(0.1));
    }
  }

  @Test
  void rowsThatHappenToComeTogetherHaveAlmostNoDesignEffect() {
    for (CellCounts counts : List.of(intervals(), values())) {
      var random = new SplittableRandom(SEED);
      for (int body = 0; body < 2_000; body++) {
        for (int row = 0; row < 10; row++) {
          counts.addNumber(random.nextInt(4));
        }
        counts.endCluster();
      }
      assertThat(counts.designEffect()).isBetween(1.0, 1.1);
    }
  }

  @Test
  void halfOfTheVarianceWithinBodiesGivesKishsDesignEffect() {
    // Intra-class correlation 0.5 and 10 rows a body: 1 + 9 * 0.5, a little less on ranks.
    var column = ColumnSketch.forBaseline();
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 10_000; i++) {
      column.addNumber(random.nextGaussian() * Math.sqrt(2), false);
    }
    var counts = new CellCounts(Partition.freeze(column));
    for (int body = 0; body < 4_000; body++) {
      double shared = random.nextGaussian();
      for (int row = 0; row < 10; row++) {
        counts.addNumber(shared + random.nextGaussian());
      }
      counts.endCluster();
    }
    assertThat(counts.designEffect()).isCloseTo(5.4, within(0.4));
  }

  @Test
  void oneBodySaysNothingAboutResemblance() {
    var counts = intervals();
    counts.addNumber(1);
    counts.addNumber(1);
    counts.endCluster();
    assertThat(counts.designEffect()).isEqualTo(1);
  }

  @Test
  void valuesMissingByTheBodyInflateTheVarianceOfTheirShareAndOthersDoNot() {
    var random = new SplittableRandom(5);
    var together = new CellCounts(Intervals.of(0, 1, 2));
    var apart = new CellCounts(Intervals.of(0, 1, 2));
    for (int body = 0; body < 2_000; body++) {
      boolean isMissing = random.nextInt(10) == 0;
      for (int row = 0; row < 10; row++) {
        add(together, isMissing, random.nextDouble() * 2);
        add(apart, random.nextInt(10) == 0, random.nextDouble() * 2);
      }
      together.endCluster();
      apart.endCluster();
    }
    assertThat(together.missingDesignEffect()).isCloseTo(10, within(0.1));
    assertThat(together.designEffect()).isBetween(1.0, 1.1);
    assertThat(apart.missingDesignEffect()).isBetween(1.0, 1.1);
  }

  @Test
  void mistypedUnseenAndOutsideSharesHaveDesignEffectsOfTheirOwn() {
    var random = new SplittableRandom(6);
    var numbers = new CellCounts(Intervals.of(0, 1, 2));
    var texts = new CellCounts(Values.ofTexts(List.of("red", "blue"), true));
    for (int body = 0; body < 2_000; body++) {
      boolean isMistyped = random.nextInt(4) == 0;
      boolean isOutside = random.nextInt(4) == 0;
      boolean isUnseen = random.nextInt(4) == 0;
      for (int row = 0; row < 5; row++) {
        if (isMistyped) {
          numbers.addText("n/a");
        } else {
          numbers.addNumber(isOutside ? 7 : 1.5);
        }
        texts.addText(isUnseen ? "mauve" : random.nextBoolean() ? "red" : "blue");
      }
      numbers.endCluster();
      texts.endCluster();
    }
    assertThat(numbers.mistypedDesignEffect()).isCloseTo(5, within(0.1));
    assertThat(numbers.outsideDesignEffect()).isCloseTo(5, within(0.1));
    assertThat(numbers.missingDesignEffect()).isEqualTo(1);
    assertThat(texts.unseenDesignEffect()).isCloseTo(5, within(0.1));
  }

  private static void add(CellCounts counts, boolean isMissing, double x) {
    if (isMissing) {
      counts.addMissing();
    } else {
      counts.addNumber(x);
    }
  }

  private static CellCounts intervals() {
    return new CellCounts(Intervals.of(-1, 0, 1, 2, 3));
  }

  private static CellCounts values() {
    return new CellCounts(Values.ofNumbers(0, 1, 2, 3));
  }
}
