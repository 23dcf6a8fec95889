package dev.treeline.booster;

import static dev.treeline.booster.DocumentReader.count;
import static dev.treeline.booster.DocumentReader.required;
import static dev.treeline.booster.ModelFormatException.quoted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `gradient_booster`: what it is called comes after what it holds, so that all is collected
/// first and judged at the end.
///
/// ```text
/// gbtree                 {model: {trees, …}, name}
/// gblinear               {model: {weights}, name}
/// dart, up to 3.2        {gbtree: {model, name}, name: dart, weight_drop}
///       3.3              {model, name: gbtree, weight_drop}
///       3.4 and later    {model: {…, weight_drop}, name: gbtree}
/// ```
final class BoosterReader {
  private final ModelSource in;
  private final Detail detail;
  private final TreesDocument.Parts parts = new TreesDocument.Parts();
  private @Nullable Integer treeCount;
  private int @Nullable [] treeGroup;
  private @Nullable List<TreeDocument> trees;
  private float @Nullable [] weights;
  private @Nullable String name;

  BoosterReader(ModelSource in, Detail detail) {
    this.in = in;
    this.detail = detail;
  }

  BoosterDocument read() throws IOException {
    booster();
    String booster = required(in, "name", name, "\"gbtree\"");
    return switch (booster) {
      case "gbtree" -> trees("model");
      case "dart" -> trees("gbtree.model");
      case "gblinear" ->
          new LinearDocument(required(in, "model.weights", weights, "an array of weights"));
      default ->
          throw new ModelFormatException(
              in.path() + ".name", quoted(booster), "\"gbtree\", \"dart\" or \"gblinear\"");
    };
  }

  private void booster() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "name" -> name = in.string();
        case "model" -> model();
        case "gbtree" -> booster();
        case "weight_drop" -> parts.treeWeights = in.floats();
        default -> in.skip();
      }
    }
  }

  private void model() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "gbtree_model_param" -> param();
        case "iteration_indptr" -> parts.roundStarts = in.integers();
        case "tree_info" -> treeGroup = in.integers();
        case "trees" -> trees = trees();
        case "cats" -> parts.categories = new CategoriesReader(in).read();
        case "weight_drop" -> parts.treeWeights = in.floats();
        case "weights" -> weights = in.floats();
        default -> in.skip();
      }
    }
  }

  private TreesDocument trees(String path) {
    parts.treeCount =
        required(in, path + ".gbtree_model_param.num_trees", treeCount, "a string such as \"100\"");
    parts.treeGroup = required(in, path + ".tree_info", treeGroup, "an array of output groups");
    return new TreesDocument(parts, required(in, path + ".trees", trees, "an array of trees"));
  }

  private void param() throws IOException {
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "num_trees" -> treeCount = count(in);
        case "num_parallel_tree" -> parts.parallelTrees = count(in);
        default -> in.skip();
      }
    }
  }

  private List<TreeDocument> trees() throws IOException {
    List<TreeDocument> read = new ArrayList<>();
    in.enterArray();
    while (in.nextElement()) {
      read.add(new TreeReader(in, detail).read());
    }
    return read;
  }
}
