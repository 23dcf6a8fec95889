package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A binary search of the JDK's is the truth here.
class RanksTest {
  private static final long SEED = 31;

  /// How numbers are spread.
  record Shape(String name, Draw draw) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Draw {
    double next(SplittableRandom random);
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        new Shape("normal", SplittableRandom::nextGaussian),
        new Shape("far from zero", random -> 1e6 + random.nextGaussian()),
        new Shape("lognormal", random -> Math.exp(4 * random.nextGaussian())),
        new Shape("whole", random -> random.nextInt(1000)),
        new Shape("any float", random -> Float.intBitsToFloat(random.nextInt())),
        new Shape("with outliers", random -> random.nextInt(100) == 0 ? 1e30 : random.nextDouble()),
        new Shape("next to each other", random -> Float.intBitsToFloat(random.nextInt(500))),
        new Shape(
            "with infinities",
            random -> random.nextInt(9) == 0 ? 1 / (random.nextDouble() - 0.5) / 0 : 1));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void rankIsThatOfABinarySearch(Shape shape) {
    var random = new SplittableRandom(SEED);
    for (int size : new int[] {1, 2, 3, 20, 1100, 9000}) {
      var numbers = new TreeSet<Float>();
      for (int i = 0; i < size; i++) {
        float x = (float) shape.draw().next(random) + 0.0f;
        numbers.add(Float.isNaN(x) ? 0 : x);
      }
      float[] ascending = new float[numbers.size()];
      int at = 0;
      for (float x : numbers) {
        ascending[at++] = x;
      }
      check(ascending, shape, random);
    }
  }

  private static void check(float[] ascending, Shape shape, SplittableRandom random) {
    Ranks ranks = Ranks.of(ascending);
    for (float x : ascending) {
      check(ranks, ascending, x);
      check(ranks, ascending, Math.nextUp(x));
      check(ranks, ascending, Math.nextDown(x) + 0.0f);
    }
    for (int i = 0; i < 1000; i++) {
      float x = (float) shape.draw().next(random) + 0.0f;
      if (!Float.isNaN(x)) {
        check(ranks, ascending, x);
      }
    }
    for (float x : new float[] {0, Float.MAX_VALUE, -Float.MAX_VALUE, 1 / 0f, -1 / 0f}) {
      check(ranks, ascending, x);
    }
  }

  private static void check(Ranks ranks, float[] ascending, float x) {
    int found = Arrays.binarySearch(ascending, x);
    assertThat(ranks.below(x))
        .as("seed %d, %s among %d", SEED, x, ascending.length)
        .isEqualTo(found < 0 ? -found - 1 : found);
  }

  @Test
  void nothingIsBelowAnythingWhereThereIsNothing() {
    assertThat(Ranks.of(new float[0]).below(1)).isZero();
  }
}
