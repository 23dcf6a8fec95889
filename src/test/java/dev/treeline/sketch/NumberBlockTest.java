package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Numbers counted in blocks are as good as numbers counted one by one.
class NumberBlockTest {
  private static final long SEED = 97;
  private static final int BLOCKS = 60;

  private final NumberBlock block = new NumberBlock();

  private static double[] numbers(SplittableRandom random, int kind, int size) {
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] =
          switch (kind) {
            case 0 -> random.nextGaussian();
            case 1 -> random.nextInt(7);
            case 2 -> random.nextBoolean() ? 0.0 : -0.0;
            case 3 -> random.nextGaussian() * 1e12;
            case 4 -> random.nextGaussian() * (random.nextInt(50) == 0 ? 1e300 : 1e-300);
            default -> {
              double any = Double.longBitsToDouble(random.nextLong());
              yield Double.isNaN(any) ? Double.NEGATIVE_INFINITY : any;
            }
          };
    }
    return numbers;
  }

  @Test
  void columnSketchIsTheSameEitherWay() {
    var random = new SplittableRandom(SEED);
    var blocks = ColumnSketch.forWindow();
    var singles = ColumnSketch.forWindow();
    for (int b = 0; b < BLOCKS; b++) {
      int size = random.nextInt(NumberBlock.MOST + 1);
      double[] numbers = numbers(random, b % 6, size);
      int whole = size / 3;
      block.take(numbers, size, whole);
      blocks.add(block);
      for (int i = 0; i < size; i++) {
        singles.addNumber(numbers[i], i < whole);
      }
      String where = "seed " + SEED + ", block " + b;
      assertThat(blocks.tally()).as(where).isEqualTo(singles.tally());
      assertThat(blocks.numbers()).as(where).isEqualTo(singles.numbers());
      assertThat(blocks.numberCounts()).as(where).isEqualTo(singles.numberCounts());
      assertThat(blocks.distinct()).as(where).isEqualTo(singles.distinct());
      assertThat(items(blocks)).as(where).isEqualTo(items(singles));
    }
  }

  private static List<String> items(ColumnSketch column) {
    return column.kll().data().stream().map(Arrays::toString).toList();
  }

  @Test
  void cellsAreTheSameEitherWay() {
    cellsAreTheSame(Intervals.of(-2, -1, -0.5, 0, 0.25, 0.5, 1, 2));
    cellsAreTheSame(Values.ofNumbers(0, 1, 2, 3, Double.POSITIVE_INFINITY));
    cellsAreTheSame(Values.ofTexts(List.of("0", "1", "red"), true));
  }

  private void cellsAreTheSame(Partition partition) {
    var random = new SplittableRandom(SEED);
    var blocks = new CellCounts(partition);
    var singles = new CellCounts(partition);
    for (int b = 0; b < BLOCKS; b++) {
      int size = random.nextInt(NumberBlock.MOST + 1);
      double[] numbers = numbers(random, b % 6, size);
      block.take(numbers, size, 0);
      blocks.addLone(block);
      for (int i = 0; i < size; i++) {
        singles.addNumber(numbers[i]);
        singles.endCluster();
      }
      assertThat(blocks).as("seed %d, block %d, %s", SEED, b, partition).isEqualTo(singles);
      assertThat(blocks.known()).isEqualTo(singles.known());
    }
  }

  @Test
  void sumOfNumbersOfAllSizesIsExact() {
    var random = new SplittableRandom(SEED);
    var summary = new NumberSummary();
    double[] numbers = numbers(random, 5, NumberBlock.MOST);
    for (double x : numbers.clone()) {
      numbers[random.nextInt(numbers.length)] = x / 2;
    }
    double[] both = numbers.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] = -numbers[i];
    }
    block.take(numbers, numbers.length, 0);
    summary.add(block);
    block.take(both, both.length, 0);
    summary.add(block);
    assertThat(summary.sum()).as("seed %d", SEED).isZero();
  }
}
