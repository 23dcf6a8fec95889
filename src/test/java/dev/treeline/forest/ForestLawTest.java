package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.booster.FileVersion;
import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.ModelDocument.LearnerParam;
import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast path equals the slow walker on documents that no training would give: thresholds and
/// leaves that are NaN, infinite, subnormal or zeros of either sign, chains, forests of any size.
class ForestLawTest {
  private static final float[] ODD = {
    0,
    -0.0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theFastPathEqualsTheSlowWalker(long seed) {
    var random = new SplittableRandom(seed);
    int features = random.nextInt(5) == 0 ? 100_000 : 1 + random.nextInt(12);
    int groups = 1 + random.nextInt(4);
    int trees = random.nextInt(40);
    var checked = CheckedModel.check(model(random, features, groups, trees));
    var booster = (TreesDocument) checked.document.booster();
    var forest = ForestCompiler.compile(booster, trees);
    var walker = new TreeWalker(checked);
    float[][] rows = Rows.random(random, features > 12 ? 5 : 300, features);
    Rows.putOnThresholds(rows, booster.trees, random);
    Rows.putInfinities(rows, random);
    for (float[] row : rows) {
      float[] margins = checked.baseMargins.clone();
      forest.add(row, margins);
      assertThat(Bits.of(margins)).isEqualTo(Bits.of(walker.margins(row)));
    }
  }

  private static ModelDocument model(SplittableRandom random, int features, int groups, int count) {
    List<TreeDocument> trees = new ArrayList<>();
    int[] group = new int[count];
    for (int t = 0; t < count; t++) {
      trees.add(tree(random, features));
      group[t] = random.nextInt(groups);
    }
    var parts = new TreesDocument.Parts();
    parts.treeCount = count;
    parts.treeGroup = group;
    return new ModelDocument(
        new FileVersion(3, 0, 0),
        new LearnerParam("5E-1", false, groups, features, 1),
        "multi:softprob",
        Map.of(),
        List.of(),
        List.of(),
        new TreesDocument(parts, trees));
  }

  /// Grows a tree by splitting random leaves, or always the last one, which gives a chain.
  private static TreeDocument tree(SplittableRandom random, int features) {
    int splits = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
    boolean chain = random.nextInt(4) == 0;
    int nodes = 2 * splits + 1;
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    int[] feature = new int[nodes];
    float[] condition = new float[nodes];
    int[] defaultLeft = new int[nodes];
    List<Integer> leaves = new ArrayList<>(List.of(0));
    for (int s = 0; s < splits; s++) {
      int place = chain ? leaves.size() - 1 : random.nextInt(leaves.size());
      int node = leaves.remove(/* index */ place);
      boolean swapped = random.nextBoolean();
      left[node] = 2 * s + (swapped ? 2 : 1);
      right[node] = 2 * s + (swapped ? 1 : 2);
      feature[node] = random.nextInt(features);
      defaultLeft[node] = random.nextInt(2);
      condition[node] = value(random);
      leaves.add(2 * s + 1);
      leaves.add(2 * s + 2);
    }
    for (int leaf : leaves) {
      left[leaf] = -1;
      right[leaf] = -1;
      condition[leaf] = random.nextInt(50) == 0 ? value(random) : (float) random.nextDouble(-1, 1);
    }
    var parts = new TreeDocument.Parts();
    parts.nodes = nodes;
    parts.left = left;
    parts.right = right;
    parts.splitIndex = feature;
    parts.splitCondition = condition;
    parts.defaultLeft = defaultLeft;
    return new TreeDocument(parts);
  }

  private static float value(SplittableRandom random) {
    return random.nextInt(4) == 0
        ? ODD[random.nextInt(ODD.length)]
        : Math.round(random.nextDouble(-20, 20)) / 10f;
  }
}
