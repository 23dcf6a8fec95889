package dev.treeline.booster;

import static dev.treeline.booster.DocumentReader.count;
import static dev.treeline.booster.DocumentReader.required;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads one tree. What training left behind is passed over unless it is asked for.
final class TreeReader {
  private final ModelSource in;
  private final boolean keepsStatistics;
  private final TreeDocument.Parts parts = new TreeDocument.Parts();
  private @Nullable Integer nodes;
  private int @Nullable [] left;
  private int @Nullable [] right;
  private int @Nullable [] splitIndex;
  private float @Nullable [] splitCondition;
  private int @Nullable [] defaultLeft;
  private int[] categories = {};
  private int[] categoryNodes = {};
  private int[] categoryBegins = {};
  private int[] categorySizes = {};

  TreeReader(ModelSource in, Detail detail) {
    this.in = in;
    keepsStatistics = detail == Detail.STATISTICS;
  }

  TreeDocument read() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "tree_param" -> param();
        case "left_children" -> left = in.integers();
        case "right_children" -> right = in.integers();
        case "split_indices" -> splitIndex = in.integers();
        case "split_conditions" -> splitCondition = in.floats();
        case "default_left" -> defaultLeft = in.integers();
        case "split_type" -> parts.splitType = in.integers();
        case "categories" -> categories = in.integers();
        case "categories_nodes" -> categoryNodes = in.integers();
        case "categories_segments" -> categoryBegins = in.integers();
        case "categories_sizes" -> categorySizes = in.integers();
        case "leaf_weights" -> parts.leafWeights = in.floats();
        case "loss_changes" -> parts.gain = statistic(parts.gain);
        case "sum_hessian" -> parts.cover = statistic(parts.cover);
        default -> in.skip();
      }
    }
    return complete();
  }

  private TreeDocument complete() {
    parts.nodes = required(in, "tree_param.num_nodes", nodes, "a string such as \"15\"");
    parts.left = required(in, "left_children", left, "an array of nodes");
    parts.right = required(in, "right_children", right, "an array of nodes");
    parts.splitIndex = required(in, "split_indices", splitIndex, "an array of features");
    parts.splitCondition =
        required(in, "split_conditions", splitCondition, "an array of thresholds");
    parts.defaultLeft = required(in, "default_left", defaultLeft, "an array of 0 and 1");
    if (categoryNodes.length > 0) {
      parts.categories =
          new CategoricalSplits(categoryNodes, categoryBegins, categorySizes, categories);
    }
    return new TreeDocument(parts);
  }

  private void param() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "num_nodes" -> nodes = count(in);
        case "size_leaf_vector" -> parts.leafSize = Math.max(1, count(in));
        default -> in.skip();
      }
    }
  }

  private float[] statistic(float[] none) throws IOException {
    if (keepsStatistics) {
      return in.floats();
    }
    in.skip();
    return none;
  }
}
