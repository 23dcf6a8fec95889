package dev.treeline.forest;

import static dev.treeline.forest.DocumentReader.count;
import static dev.treeline.forest.DocumentReader.required;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the `model` of a gbtree booster: its trees, and to which output each belongs.
///
/// In two steps, because the file says only after the model which booster it is: a linear model has
/// no trees, and that should not be the complaint.
final class BoosterReader {
  private final ModelSource in;
  private @Nullable Integer treeCount;
  private int[] iterationStarts = {};
  private int @Nullable [] treeGroup;
  private @Nullable List<TreeDocument> trees;

  BoosterReader(ModelSource in) {
    this.in = in;
  }

  void read() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "gbtree_model_param" -> param();
        case "iteration_indptr" -> iterationStarts = in.integers();
        case "tree_info" -> treeGroup = in.integers();
        case "trees" -> trees = trees();
        case "cats" -> refuseCategories();
        case "weight_drop" -> refuseWeights();
        default -> in.skip();
      }
    }
  }

  BoosterDocument complete(String path) {
    return new BoosterDocument(
        required(path + ".gbtree_model_param.num_trees", treeCount, "a string such as \"100\""),
        iterationStarts,
        required(path + ".tree_info", treeGroup, "an array of output groups"),
        required(path + ".trees", trees, "an array of trees"));
  }

  /// Tree weights, wherever the file has them: a reader that ignores them is silently wrong.
  static ModelFormatException weighted(String path, int weights) {
    return new ModelFormatException(
        path,
        weights + " tree weights (DART)",
        "none; retrain with booster=gbtree, dropped trees are not supported yet");
  }

  private void param() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "num_trees" -> treeCount = count(in);
        default -> in.skip();
      }
    }
  }

  private List<TreeDocument> trees() throws IOException {
    List<TreeDocument> read = new ArrayList<>();
    in.enterArray();
    while (in.nextElement()) {
      read.add(new TreeReader(in).read());
    }
    return read;
  }

  private void refuseWeights() throws IOException {
    String path = in.path();
    int weights = in.floats().length;
    if (weights > 0) {
      throw weighted(path, weights);
    }
  }

  /// Trained on data frame columns of categories, the model would need their names to be re-coded.
  private void refuseCategories() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "enc" -> {
          in.enterArray();
          if (in.nextElement()) {
            throw new ModelFormatException(
                in.path(),
                "categories",
                "none; retrain on numbers, categorical features are not supported yet");
          }
        }
        default -> in.skip();
      }
    }
  }
}
