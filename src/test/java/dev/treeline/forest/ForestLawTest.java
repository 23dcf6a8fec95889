package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import dev.treeline.kernel.Booster;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The fast path equals the slow walker on documents that no training would give, one row at a time
/// and in batches, in margins and in leaves.
class ForestLawTest {
  private static final float[] ODD_CODES = {
    -1,
    -0.5f,
    -0.0f,
    0.99f,
    2.7f,
    19,
    20,
    31,
    32,
    63,
    64,
    199,
    200,
    1e6f,
    16777215f,
    16777216f,
    3e9f,
    Float.MAX_VALUE,
    Float.NEGATIVE_INFINITY,
    Float.POSITIVE_INFINITY
  };

  static long[] seeds() {
    return java.util.stream.LongStream.rangeClosed(1, 60).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theFastPathEqualsTheSlowWalker(long seed) {
    var random = new SplittableRandom(seed);
    int features = random.nextInt(5) == 0 ? 100_000 : 1 + random.nextInt(12);
    int groups = 1 + random.nextInt(4);
    int leafSize = random.nextInt(4) == 0 ? groups : 1;
    int categorical = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(4);
    var grower = new RandomTrees(random, features, leafSize, categorical);
    int count = random.nextInt(40);
    List<TreeDocument> trees = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      trees.add(anyOrFull(grower, random));
    }
    assertEqual(grower.model(trees, groups), random, features > 12 ? 5 : 150);
  }

  private static TreeDocument anyOrFull(RandomTrees grower, SplittableRandom random) {
    return random.nextBoolean()
        ? grower.full(3 + random.nextInt(3), random.nextBoolean())
        : grower.any();
  }

  @Test
  void fullTreesInAnyOrderAreScored() {
    var random = new SplittableRandom(6);
    var grower = new RandomTrees(random, 4, 1, 0);
    List<TreeDocument> trees = new ArrayList<>();
    for (int t = 0; t < 20; t++) {
      trees.add(grower.full(4, t % 3 != 0));
    }
    assertEqual(grower.model(trees, 1), random, 100);
  }

  @Test
  void aChainOfFiveThousandSplitsAmongShallowTreesIsScored() {
    var random = new SplittableRandom(7);
    var grower = new RandomTrees(random, 3, 1, 3);
    List<TreeDocument> trees = new ArrayList<>();
    for (int t = 0; t < 20; t++) {
      trees.add(t == 11 ? grower.chain(5_000) : grower.full(4));
    }
    assertEqual(grower.model(trees, 2), random, 100);
  }

  @Test
  void treesOfMoreNodesAndSlotsThanAPackedNodeCanNameAreScored() {
    var random = new SplittableRandom(8);
    for (int categorical : new int[] {0, 3}) {
      var grower = new RandomTrees(random, 200_000, 1, categorical);
      List<TreeDocument> trees = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        trees.add(grower.grown(40_000, t == 1));
        trees.add(grower.grown(300, false));
      }
      assertEqual(grower.model(trees, 2), random, 8);
    }
  }

  @Test
  void manySetsOfOneFeatureSpreadOverSeveralWords() {
    var random = new SplittableRandom(9);
    var grower = new RandomTrees(random, 2, 1, 1);
    List<TreeDocument> trees = new ArrayList<>();
    for (int t = 0; t < 20; t++) {
      trees.add(grower.grown(100, false));
    }
    assertEqual(grower.model(trees, 1), random, 300);
  }

  @Test
  void theFirstTreesAloneAreScored() {
    var random = new SplittableRandom(10);
    var grower = new RandomTrees(random, 5, 1, 4);
    List<TreeDocument> trees = new ArrayList<>();
    for (int t = 0; t < 30; t++) {
      trees.add(grower.any());
    }
    CheckedModel model = grower.model(trees, 3);
    var booster = (TreesDocument) model.document.booster();
    for (int count : new int[] {0, 1, 7, 8, 9, 29}) {
      var forest = Booster.of(booster, count, 3);
      for (float[] row : rows(model, random, 50)) {
        float[] margins = model.baseMargins.clone();
        forest.add(row, margins);
        assertThat(canonical(margins))
            .isEqualTo(canonical(new TreeWalker(model).margins(row, count)));
      }
    }
  }

  @Test
  void aSumOfNegativeZerosStaysNegative() {
    var parts = new TreeDocument.Parts();
    parts.nodes = 1;
    parts.left = new int[] {-1};
    parts.right = new int[] {-1};
    parts.splitIndex = new int[1];
    parts.splitCondition = new float[] {-0.0f};
    parts.defaultLeft = new int[1];
    var model =
        new RandomTrees(new SplittableRandom(1), 1, 1, 0)
            .model(List.of(new TreeDocument(parts)), 1);
    float[] sums = {-0.0f};
    Booster.of((TreesDocument) model.document.booster(), 1, 1).add(new float[1], sums);
    assertThat(Bits.of(sums)).isEqualTo("80000000");
  }

  private static void assertEqual(CheckedModel model, SplittableRandom random, int count) {
    var booster = (TreesDocument) model.document.booster();
    var forest = Booster.of(booster, booster.trees.size(), model.groups);
    var walker = new TreeWalker(model);
    float[][] rows = rows(model, random, count);
    int width = rows[0].length;
    float[] batch = new float[count * width];
    float[] sums = new float[count * model.groups];
    for (int r = 0; r < count; r++) {
      System.arraycopy(rows[r], 0, batch, r * width, width);
      System.arraycopy(model.baseMargins, 0, sums, r * model.groups, model.groups);
    }
    forest.add(batch, count, width, sums);
    for (int r = 0; r < count; r++) {
      String expected = canonical(walker.margins(rows[r]));
      float[] margins = model.baseMargins.clone();
      forest.add(rows[r], margins);
      assertThat(canonical(margins)).isEqualTo(expected);
      System.arraycopy(sums, r * model.groups, margins, 0, model.groups);
      assertThat(canonical(margins)).as("row %d of the batch", r).isEqualTo(expected);
      int[] leaves = new int[forest.trees()];
      forest.leaves(rows[r], leaves);
      assertThat(leaves).isEqualTo(walker.leaves(rows[r]));
    }
  }

  private static float[][] rows(CheckedModel model, SplittableRandom random, int count) {
    float[][] rows = Rows.random(random, count, model.document.param().features());
    Rows.putOnThresholds(rows, ((TreesDocument) model.document.booster()).trees, random);
    Rows.putInfinities(rows, random);
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] =
            switch (random.nextInt(6)) {
              case 0 -> random.nextInt(25);
              case 1 -> ODD_CODES[random.nextInt(ODD_CODES.length)];
              default -> row[i];
            };
      }
    }
    return rows;
  }

  /// NaN is NaN: which of its bits come out is the processor's affair.
  private static String canonical(float[] values) {
    float[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = Float.intBitsToFloat(Float.floatToIntBits(copy[i]));
    }
    return Bits.of(copy);
  }
}
