package dev.treeline.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The walker of a textbook: node objects, one tree after the other, `Math.exp` at the end.
final class NaiveWalker implements Peer {
  private final int features;
  private final float[] baseMargins;
  private final Tree[] trees;

  /// Reads what `models.py` wrote: little-endian ints, floats by their bits.
  NaiveWalker(Sample sample) {
    features = sample.features();
    ByteBuffer in = ByteBuffer.wrap(sample.bytes(".trees")).order(ByteOrder.LITTLE_ENDIAN);
    baseMargins = new float[in.getInt()];
    for (int group = 0; group < baseMargins.length; group++) {
      baseMargins[group] = in.getFloat();
    }
    trees = IntStream.range(0, in.getInt()).mapToObj(_ -> Tree.read(in)).toArray(Tree[]::new);
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    System.arraycopy(baseMargins, 0, predictions, 0, baseMargins.length);
    for (Tree tree : trees) {
      predictions[tree.group] += tree.root.leaf(row);
    }
    if (baseMargins.length == 1) {
      predictions[0] = (float) (1 / (1 + Math.exp(-predictions[0])));
    } else {
      softmax(predictions, baseMargins.length);
    }
  }

  private static void softmax(float[] margins, int groups) {
    float max = margins[0];
    for (int group = 1; group < groups; group++) {
      max = Math.max(max, margins[group]);
    }
    double sum = 0;
    for (int group = 0; group < groups; group++) {
      margins[group] = (float) Math.exp(margins[group] - max);
      sum += margins[group];
    }
    for (int group = 0; group < groups; group++) {
      margins[group] /= (float) sum;
    }
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    int outputs = baseMargins.length;
    float[] scores = new float[outputs];
    for (int row = 0; row < count; row++) {
      predict(Arrays.copyOfRange(rows, row * features, (row + 1) * features), scores);
      System.arraycopy(scores, 0, predictions, row * outputs, outputs);
    }
  }

  private record Tree(int group, Node root) {
    static Tree read(ByteBuffer in) {
      int group = in.getInt();
      Node[] nodes = new Node[in.getInt()];
      Arrays.setAll(nodes, _ -> new Node());
      List.of(nodes).forEach(node -> node.read(in, nodes));
      return new Tree(group, nodes[0]);
    }
  }

  /// A split, or a leaf when it has no children.
  private static final class Node {
    private int feature;
    private @Nullable Node left;
    private @Nullable Node right;
    private boolean missingGoesLeft;

    /// The threshold of a split, or the value of a leaf.
    private float value;

    /// The categories that go right, where the split looks at categories.
    private @Nullable BitSet categories;

    void read(ByteBuffer in, Node[] nodes) {
      feature = in.getInt();
      int leftChild = in.getInt();
      int rightChild = in.getInt();
      left = leftChild < 0 ? null : nodes[leftChild];
      right = rightChild < 0 ? null : nodes[rightChild];
      missingGoesLeft = in.getInt() != 0;
      value = in.getFloat();
      int count = in.getInt();
      if (count > 0) {
        categories = new BitSet();
        IntStream.range(0, count).forEach(_ -> categories.set(in.getInt()));
      }
    }

    float leaf(float[] row) {
      Node node = this;
      while (node.left != null && node.right != null) {
        node = node.goesLeft(row[node.feature]) ? node.left : node.right;
      }
      return node.value;
    }

    private boolean goesLeft(float x) {
      if (Float.isNaN(x)) {
        return missingGoesLeft;
      }
      return categories == null ? x < value : !categories.get((int) x);
    }
  }
}
