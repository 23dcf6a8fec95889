package dev.treeline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.booster.TreeDocument;
import dev.treeline.booster.TreesDocument;
import dev.treeline.forest.RandomTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which way of walking each model gets.
class ForestChoiceTest {
  private final RandomTrees numbers = new RandomTrees(new SplittableRandom(1), 5, 1, 0);
  private final RandomTrees categories = new RandomTrees(new SplittableRandom(2), 5, 1, 1);

  @Test
  void fullTreesBecomeAHeap() {
    assertThat(choice(repeated(16, numbers.full(6)), 1))
        .containsExactly(HeapBlock.class, HeapBlock.class);
  }

  @Test
  void treesWithHolesAreLinked() {
    assertThat(choice(repeated(16, numbers.grown(60, false)), 1))
        .containsExactly(LinkedBlock.class, LinkedBlock.class);
  }

  @Test
  void onlyBlocksThatSplitByCategoryLookAtCategories() {
    var trees = repeated(8, numbers.full(3));
    trees.addAll(repeated(8, numbers.grown(30, false)));
    trees.addAll(repeated(8, categories.full(3)));
    assertThat(choice(trees, 1))
        .containsExactly(HeapBlock.class, LinkedBlock.class, CategoricalBlock.class);
  }

  @Test
  void aChainIsWalkedAlone() {
    var trees = repeated(8, numbers.full(3));
    trees.add(numbers.chain(BlockBuilder.MOST_LEVELS + 1));
    trees.addAll(repeated(8, numbers.full(3)));
    assertThat(choice(trees, 1)).containsExactly(HeapBlock.class, LoneTree.class, HeapBlock.class);
  }

  @Test
  void aChainThatIsNotTooDeepIsWalkedWithTheOthers() {
    var trees = repeated(7, numbers.full(3));
    trees.add(numbers.chain(BlockBuilder.MOST_LEVELS));
    assertThat(choice(trees, 1)).containsExactly(LinkedBlock.class);
  }

  @Test
  void aTreeTooLargeForABlockIsWalkedAlone() {
    assertThat(choice(List.of(numbers.grown(LinkedBlock.MOST_NODES / 2, false)), 1))
        .containsExactly(LoneTree.class);
  }

  @Test
  void largeTreesShareABlockWhileTheyFit() {
    assertThat(choice(repeated(6, numbers.grown(10_000, false)), 1))
        .containsExactly(LinkedBlock.class, LinkedBlock.class);
  }

  @Test
  void withMoreSlotsThanANodeCanNameTreesWithHolesAreWalkedAlone() {
    var wide = new RandomTrees(new SplittableRandom(3), 1 << 20, 1, 0);
    assertThat(choice(List.of(wide.grown(20_000, false), wide.grown(9, false)), 1))
        .containsExactly(LoneTree.class, LoneTree.class);
    assertThat(choice(repeated(8, wide.full(12)), 1)).containsExactly(HeapBlock.class);
  }

  @Test
  void treesOfOneGroupShareABlockThoughOthersComeBetween() {
    assertThat(choice(repeated(24, numbers.full(4)), 3))
        .containsExactly(HeapBlock.class, HeapBlock.class, HeapBlock.class);
  }

  @Test
  void anEmptyForestHasNoBlocks() {
    assertThat(choice(List.of(), 1)).isEmpty();
  }

  /// @param groups that the trees belong to in turn
  private static List<Class<?>> choice(List<TreeDocument> trees, int groups) {
    var parts = new TreesDocument.Parts();
    parts.treeCount = trees.size();
    parts.treeGroup = IntStream.range(0, trees.size()).map(t -> t % groups).toArray();
    var forest = ForestCompiler.compile(new TreesDocument(parts, trees), trees.size(), groups);
    List<Class<?>> kinds = new ArrayList<>();
    for (Block block : forest.blocks()) {
      kinds.add(block.getClass());
    }
    return kinds;
  }

  private static List<TreeDocument> repeated(int count, TreeDocument tree) {
    List<TreeDocument> trees = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      trees.add(tree);
    }
    return trees;
  }
}
