package dev.treeline.forest;

import static dev.treeline.forest.DocumentReader.count;
import static dev.treeline.forest.DocumentReader.required;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads one tree. What training left behind (parents, gains, covers) is passed over.
final class TreeReader {
  private final ModelSource in;
  private @Nullable Integer nodes;
  private int leafVectorSize;
  private int leafWeights;
  private int @Nullable [] left;
  private int @Nullable [] right;
  private int @Nullable [] splitIndex;
  private float @Nullable [] splitCondition;
  private int @Nullable [] defaultLeft;
  private int[] splitType = {};

  TreeReader(ModelSource in) {
    this.in = in;
  }

  TreeDocument read() throws IOException {
    String path = in.path();
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "tree_param" -> param();
        case "left_children" -> left = in.integers();
        case "right_children" -> right = in.integers();
        case "split_indices" -> splitIndex = in.integers();
        case "split_conditions" -> splitCondition = in.floats();
        case "default_left" -> defaultLeft = in.integers();
        case "split_type" -> splitType = in.integers();
        case "leaf_weights" -> leafWeights = in.floats().length;
        default -> in.skip();
      }
    }
    refuseVectors(path);
    return new TreeDocument(
        required(path + ".tree_param.num_nodes", nodes, "a string such as \"15\""),
        required(path + ".left_children", left, "an array of nodes"),
        required(path + ".right_children", right, "an array of nodes"),
        required(path + ".split_indices", splitIndex, "an array of features"),
        required(path + ".split_conditions", splitCondition, "an array of thresholds"),
        required(path + ".default_left", defaultLeft, "an array of 0 and 1"),
        splitType);
  }

  private void param() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "num_nodes" -> nodes = count(in);
        case "size_leaf_vector" -> leafVectorSize = count(in);
        default -> in.skip();
      }
    }
  }

  private void refuseVectors(String path) {
    String retrain = "; retrain with multi_strategy=one_output_per_tree, vectors are not supported";
    if (leafVectorSize > 1) {
      throw new ModelFormatException(
          path + ".tree_param.size_leaf_vector", "" + leafVectorSize, "0 or 1" + retrain);
    }
    if (leafWeights > 0) {
      throw new ModelFormatException(
          path + ".leaf_weights", leafWeights + " values", "none" + retrain);
    }
  }
}
