package dev.treeline.forest;

import dev.treeline.booster.Detail;
import dev.treeline.booster.ModelFile;
import java.nio.charset.StandardCharsets;

/// A small model as JSON text, for tests that change one thing in it.
public final class Sample {
  /// One split on feature 1 at 0.5, missing goes left; margins 0.1 + (-1 left, 2 right).
  public static final String JSON =
      """
      {"learner":
       {"attributes":{"best_iteration":"0"},
        "feature_names":["age","height"],
        "feature_types":["int","float"],
        "gradient_booster":
        {"model":
         {"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1"},
          "iteration_indptr":[0,1],
          "tree_info":[0],
          "trees":[
           {"base_weights":[0E0,-1E0,2E0],"categories":[],"categories_nodes":[],
            "categories_segments":[],"categories_sizes":[],
            "default_left":[1,0,0],"id":0,"left_children":[1,-1,-1],"loss_changes":[9E0,0E0,0E0],
            "parents":[2147483647,0,0],"right_children":[2,-1,-1],
            "split_conditions":[5E-1,-1E0,2E0],"split_indices":[1,0,0],"split_type":[0,0,0],
            "sum_hessian":[9E0,4E0,5E0],
            "tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"3",
             "size_leaf_vector":"1"}}]},
         "name":"gbtree"},
        "learner_model_param":{"base_score":"1E-1","boost_from_average":"1","num_class":"0",
         "num_feature":"2","num_target":"1"},
        "objective":{"name":"reg:squarederror","reg_loss_param":{"scale_pos_weight":"1"}}},
       "version":[3,0,5]}
      """;

  private Sample() {}

  /// The sample with one text in it replaced by another; the text must be there once.
  public static String with(String text, String replacement) {
    return replaced(JSON, text, replacement);
  }

  public static String replaced(String json, String text, String replacement) {
    int at = json.indexOf(text);
    if (at < 0 || json.indexOf(text, at + 1) >= 0) {
      throw new IllegalArgumentException(text + " is not in the sample exactly once");
    }
    return json.replace(text, replacement);
  }

  static CheckedModel checked(String name, byte[] bytes) {
    return CheckedModel.check(ModelFile.read(name, bytes, Detail.STATISTICS));
  }

  public static Model read(String json) {
    return Model.read("model.json", bytes(json));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static float margin(Model model, float... row) {
    float[] margins = new float[model.groups()];
    model.margins(row, margins);
    return margins[0];
  }
}
