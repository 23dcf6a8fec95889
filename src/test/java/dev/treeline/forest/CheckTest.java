package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.booster.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models that are read but make no sense, and what makes sense in more than one way.
class CheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "left_children":[1,     | "left_children":[3,     | left_children[0]: found 3, expected a node below num_nodes, 3
          "left_children":[1,     | "left_children":[-2,    | left_children[0]: found -2, expected a node below
          "left_children":[1,     | "left_children":[0,     | left_children[0]: found 0, expected a node that has no other parent
          "right_children":[2,    | "right_children":[1,    | right_children[0]: found 1, expected a node that has no other parent
          "right_children":[2,-1, | "right_children":[2,2,  | right_children[1]: found 2, expected -1
          "left_children":[1,-1,  | "left_children":[1,-1,-1, | left_children: found 4 values, expected 3, as num_nodes says
          "split_indices":[1,     | "split_indices":[2,     | split_indices[0]: found 2, expected a feature below num_feature, 2
          "split_indices":[1,     | "split_indices":[-1,    | split_indices[0]: found -1, expected a feature
          "default_left":[1,      | "default_left":[2,      | default_left[0]: found 2, expected 0 or 1
          "split_type":[0,        | "split_type":[1,        | split_type[0]: found 1, expected 0, since categories_nodes does not name
          "split_type":[0,0,0]    | "split_type":[0]        | split_type: found 1 values, expected 3
          "num_nodes":"3"         | "num_nodes":"0"         | tree_param.num_nodes: found 0, expected at least the root
          "num_nodes":"3"         | "num_nodes":"3x"        | tree_param.num_nodes: found "3x", expected a whole number
          "num_nodes":"3"         | "num_nodes":"-3"        | tree_param.num_nodes: found "-3", expected a whole number
          """)
  void treesMustBeTrees(String text, String replacement, String message) {
    assertRefused(
        Sample.with(text, replacement), "$.learner.gradient_booster.model.trees[0]." + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "num_trees":"1"          | "num_trees":"2"            | gradient_booster.model.trees: found 1 trees, expected 2
          "tree_info":[0]          | "tree_info":[1]            | gradient_booster.model.tree_info[0]: found 1, expected an output group below 1
          "tree_info":[0]          | "tree_info":[0,0]          | gradient_booster.model.tree_info: found 2 groups, expected one for each tree
          "iteration_indptr":[0,1] | "iteration_indptr":[0,2]   | gradient_booster.model.iteration_indptr[1]: found 2, expected numbers that rise
          "iteration_indptr":[0,1] | "iteration_indptr":[1,1]   | gradient_booster.model.iteration_indptr[0]: found 1
          "iteration_indptr":[0,1] | "iteration_indptr":[0,1,0] | gradient_booster.model.iteration_indptr[2]: found 0
          "iteration_indptr":[0,1] | "iteration_indptr":[0,0]   | gradient_booster.model.iteration_indptr[1]: found 0
          ["age","height"]         | ["age"]                    | feature_names: found 1 names, expected 2
          "num_class":"0"          | "num_class":"99999"        | learner_model_param.num_class: found 99999, expected at most
          "1E-1"                   | "one"                      | learner_model_param.base_score: found "one", expected a number
          "1E-1"                   | ""                         | learner_model_param.base_score: found "", expected a number
          "1E-1"                   | "[1E-1,2E-1]"              | learner_model_param.base_score: found "[1E-1,2E-1]", expected one number, or one for each of 1
          "1E-1"                   | "NaN"                      | learner_model_param.base_score: found "NaN", expected finite numbers
          """)
  void theModelMustAgreeWithItself(String text, String replacement, String message) {
    assertRefused(Sample.with(text, replacement), "$.learner." + message);
  }

  @Test
  void noFeaturesAreNoModel() {
    String json =
        Sample.replaced(
            Sample.with("[\"age\",\"height\"]", "[]"),
            "\"num_feature\":\"2\",\"num_target\"",
            "\"num_feature\":\"0\",\"num_target\"");
    assertRefused(json, "$.learner.learner_model_param.num_feature: found 0, expected 1 to");
  }

  @Test
  void severalTargetsAndSeveralClassesAreRefused() {
    String json =
        Sample.replaced(
            Sample.with("\"num_class\":\"0\"", "\"num_class\":\"3\""),
            "\"num_target\":\"1\"",
            "\"num_target\":\"2\"");
    assertRefused(json, "$.learner.learner_model_param.num_target: found 2, and 3 classes,");
  }

  @Test
  void aClassifierNeedsItsNumberOfClasses() {
    String json = Sample.with("reg:squarederror", "multi:softprob");
    assertRefused(json, "$.learner.learner_model_param.num_class: found 0, expected the number");
  }

  @Test
  void oneClassIsOneOutput() {
    assertThat(Sample.read(Sample.with("\"num_class\":\"0\"", "\"num_class\":\"1\"")).groups())
        .isOne();
  }

  @Test
  void targetsAreOutputs() {
    assertThat(Sample.read(Sample.with("\"num_target\":\"1\"", "\"num_target\":\"2\"")).groups())
        .isEqualTo(2);
  }

  @Test
  void withoutNumTargetThereIsOne() {
    assertThat(Sample.read(Sample.with(",\"num_target\":\"1\"", "")).groups()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"'1E-1'", "'[1E-1]'", "'(1E-1)'", "'[1E-1,7E0]'", "' [ 1E-1 , 7E0 ] '"})
  void baseScoreIsANumberOrAListOfThem(String baseScore) {
    String json = Sample.with("\"num_target\":\"1\"", "\"num_target\":\"2\"");
    var model = Sample.read(Sample.replaced(json, "\"1E-1\"", '"' + baseScore + '"'));
    float[] margins = new float[2];
    model.margins(new float[] {0, 1}, margins);
    assertThat(margins).containsExactly(2.1f, baseScore.contains(",") ? 7f : 0.1f);
  }

  @ParameterizedTest
  @CsvSource({"0E0", "1E0", "-1E-1", "1.5E0", "NaN"})
  void beforeClampingALogisticBaseScoreLiesBetweenZeroAndOne(String baseScore) {
    String json = Sample.with("reg:squarederror", "binary:logistic");
    assertRefused(
        Sample.replaced(json, "\"1E-1\"", '"' + baseScore + '"'),
        "base_score: found \"" + baseScore + "\", expected a probability between 0 and 1");
  }

  @Test
  void fromThreeTwoOnALogisticBaseScoreIsClamped() {
    String json =
        Sample.replaced(
            Sample.with("reg:squarederror", "binary:logistic"), "\"1E-1\"", "\"[1E-7]\"");
    assertThat(Sample.margin(Sample.read(json), 0, 1)).isEqualTo(2 - Glibc.logf(1 / 1e-7f - 1));
    assertThat(Sample.margin(Sample.read(Sample.replaced(json, "[3,0,5]", "[3,2,0]")), 0, 1))
        .isEqualTo(2 - Glibc.logf(1 / 1e-6f - 1));
  }

  @Test
  void nodesOutOfReachAreNotLookedAt() {
    String json = Sample.JSON;
    for (String key : new String[] {"left_children", "right_children", "default_left"}) {
      json = json.replaceFirst("(\"" + key + "\":\\[[^\\]]*)", "$1,99");
    }
    json = json.replaceFirst("(\"split_indices\":\\[[^\\]]*)", "$1,2147483647");
    json = json.replaceFirst("(\"split_conditions\":\\[[^\\]]*)", "$1,NaN");
    json = json.replaceFirst("(\"split_type\":\\[[^\\]]*)", "$1,1");
    json = Sample.replaced(json, "\"num_nodes\":\"3\"", "\"num_nodes\":\"4\"");
    assertThat(Sample.margin(Sample.read(json), 0, 1)).isEqualTo(2.1f);
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> Sample.read(json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }
}
