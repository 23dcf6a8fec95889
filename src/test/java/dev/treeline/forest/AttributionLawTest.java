package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.treeline.booster.ModelFormatException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AttributionLawTest {
  private static final int FEATURES = 5;

  @Test
  void contributionsAreTheShapleyValuesOfAllSubsets() {
    for (long seed = 0; seed < 400; seed++) {
      var random = new SplittableRandom(seed);
      var tree = RandomTree.grow(random, FEATURES, 1 + (int) (seed % 7), seed % 3 == 0);
      var explainer = Explainer.read("model.json", tree.model());
      float[] row = row(random, FEATURES);
      float[] found = new float[FEATURES + 1];
      explainer.contributions(row, found);
      for (int f = 0; f < FEATURES; f++) {
        assertThat((double) found[f])
            .as("seed %d feature %d", seed, f)
            .isCloseTo(shapley(tree, row, f), within(1e-6));
      }
      assertThat((double) found[FEATURES]).isCloseTo(tree.value(row, 0), within(1e-6));
    }
  }

  @Test
  void interactionsAreThoseOfAllSubsetsAndRowsAddUpToContributions() {
    int side = FEATURES + 1;
    for (long seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var tree = RandomTree.grow(random, FEATURES, 1 + (int) (seed % 6), seed % 3 == 0);
      var explainer = Explainer.read("model.json", tree.model());
      float[] row = row(random, FEATURES);
      float[] alone = new float[side];
      float[] pairs = new float[side * side];
      explainer.contributions(row, alone);
      explainer.interactions(row, pairs);
      for (int a = 0; a < side; a++) {
        double sum = 0;
        for (int b = 0; b < side; b++) {
          sum += pairs[a * side + b];
          if (a != b && a < FEATURES && b < FEATURES) {
            assertThat((double) pairs[a * side + b])
                .as("seed %d features %d and %d", seed, a, b)
                .isCloseTo(interaction(tree, row, a, b), within(1e-6));
          }
        }
        assertThat(sum).as("seed %d row %d", seed, a).isCloseTo(alone[a], within(2e-6));
      }
    }
  }

  @Test
  void attributionsAddUpToTheMarginAndUnusedFeaturesGetNothing() {
    for (long seed = 0; seed < 100; seed++) {
      var random = new SplittableRandom(seed);
      byte[] bytes = RandomTree.grow(random, 20, 12, seed % 4 == 0).model();
      var explainer = Explainer.read("model.json", bytes);
      float[] rows = row(random, 20 * 40);
      float[] found = new float[21 * 40];
      explainer.contributions(rows, 40, found, explainer.scratch());
      var model = Model.read("model.json", bytes);
      for (int r = 0; r < 40; r++) {
        float[] row = Arrays.copyOfRange(rows, 20 * r, 20 * (r + 1));
        float[] margin = new float[1];
        model.margins(row, margin);
        float[] one = new float[21];
        explainer.contributions(row, one);
        double sum = 0;
        for (int f = 0; f <= 20; f++) {
          assertThat(one[f]).isEqualTo(found[21 * r + f]);
          sum += one[f];
        }
        assertThat(sum).as("seed %d row %d", seed, r).isCloseTo(margin[0], within(2e-6));
      }
    }
  }

  @Test
  void longPathsOfManyFeaturesLoseNothing() {
    for (int features : new int[] {1, 2, 9, 31, 200, 700}) {
      byte[] bytes = RandomTree.chain(features, 700).model();
      var explainer = Explainer.read("model.json", bytes);
      float[] row = new float[features];
      row[features / 2] = 1;
      float[] found = new float[features + 1];
      explainer.contributions(row, found);
      float[] margin = new float[1];
      Model.read("model.json", bytes).margins(row, margin);
      double sum = 0;
      for (float f : found) {
        sum += f;
      }
      assertThat(sum).as("%d features", features).isCloseTo(margin[0], within(1e-5));
    }
  }

  @Test
  void aChainOfFortyThousandSplitsNeedsNoStack() {
    var explainer = Explainer.read("model.json", RandomTree.chain(3, 40_000).model());
    float[] found = new float[4];
    explainer.contributions(new float[3], found);
    assertThat(found[0] + found[1] + found[2] + found[3]).isCloseTo(5, within(1e-5f));
  }

  @Test
  void modelWithoutCoversCannotBeExplained() {
    String covers = "\"sum_hessian\":[9E0,4E0,5E0],";
    assertThatThrownBy(() -> Explainer.read("m", Sample.bytes(Sample.with(covers, ""))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("trees[0].sum_hessian")
        .hasMessageContaining("3, one for each node");
    String negative = covers.replace("4E0", "-4E0");
    assertThatThrownBy(() -> Explainer.read("m", Sample.bytes(Sample.with(covers, negative))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("sum_hessian[1]: found -4.0");
  }

  @Test
  void wrongLengthsAreRefusedWithBoth() {
    var explainer = Explainer.read("m", Sample.bytes(Sample.JSON));
    assertThatThrownBy(() -> explainer.contributions(new float[1], new float[3]))
        .hasMessageContaining("1 values, the model has 2");
    assertThatThrownBy(() -> explainer.contributions(new float[2], new float[2]))
        .hasMessageContaining("room for 2 attributions, the model gives 3");
    assertThatThrownBy(() -> explainer.interactions(new float[2], new float[8]))
        .hasMessageContaining("room for 8 attributions, the model gives 9");
  }

  @Test
  void interactionsOfALinearModelAreItsContributionsAlone() {
    var explainer =
        Explainer.read("model.ubj", Fixtures.bytes("oracle/gblinear-softprob-3.4.1.ubj"));
    float[] row = row(new SplittableRandom(1), explainer.features());
    int side = explainer.features() + 1;
    float[] alone = new float[explainer.groups() * side];
    float[] pairs = new float[explainer.groups() * side * side];
    explainer.contributions(row, alone);
    explainer.interactions(row, pairs);
    for (int i = 0; i < pairs.length; i++) {
      boolean diagonal = i / side % side == i % side;
      assertThat(pairs[i]).isEqualTo(diagonal ? alone[i / side] : 0);
    }
  }

  private static float[] row(SplittableRandom random, int values) {
    float[] row = new float[values];
    for (int i = 0; i < values; i++) {
      row[i] = random.nextInt(6) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return row;
  }

  private static double shapley(RandomTree tree, float[] row, int feature) {
    double sum = 0;
    for (int known = 0; known < 1 << FEATURES; known++) {
      if ((known >> feature & 1) == 0) {
        int size = Integer.bitCount(known);
        double weight = factorial(size) * factorial(FEATURES - size - 1) / factorial(FEATURES);
        sum += weight * (tree.value(row, known | 1 << feature) - tree.value(row, known));
      }
    }
    return sum;
  }

  private static double interaction(RandomTree tree, float[] row, int a, int b) {
    double sum = 0;
    int both = 1 << a | 1 << b;
    for (int known = 0; known < 1 << FEATURES; known++) {
      if ((known & both) == 0) {
        int size = Integer.bitCount(known);
        double weight =
            factorial(size) * factorial(FEATURES - size - 2) / factorial(FEATURES - 1) / 2;
        sum +=
            weight
                * (tree.value(row, known | both)
                    - tree.value(row, known | 1 << a)
                    - tree.value(row, known | 1 << b)
                    + tree.value(row, known));
      }
    }
    return sum;
  }

  private static double factorial(int n) {
    return n <= 1 ? 1 : n * factorial(n - 1);
  }
}
