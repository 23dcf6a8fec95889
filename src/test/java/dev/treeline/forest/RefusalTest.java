package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not supported is refused by name: never scored another way.
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          dart-3.2.0.ubj        | $.learner.gradient_booster.name: found "dart", expected "gbtree"
          gblinear-3.2.0.ubj    | $.learner.gradient_booster.name: found "gblinear", expected "gbtree"
          poisson-3.2.0.ubj     | $.learner.objective.name: found "count:poisson", expected one of
          categorical-3.0.5.ubj | $.learner.gradient_booster.model.trees[0].split_type[0]: found 1,
          vector-3.1.3.ubj      | $.learner.gradient_booster.model.trees[0].tree_param.size_leaf_vector: found 2,
          vector-3.2.0.ubj      | $.learner.gradient_booster.model.trees[0].tree_param.size_leaf_vector: found 2,
          snapshot-3.2.0.ubj    | $.Config: found a memory snapshot of a booster
          pickle-3.2.0          | byte 0: found a Python pickle, expected XGBoost's JSON or UBJSON
          """)
  void filesOfLibxgboostThatAreNotSupported(String file, String message) {
    assertThatThrownBy(() -> Model.read(file, Fixtures.bytes("refused/" + file)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + " " + message);
  }

  @Test
  void sagemakersOldFilesAreNamed() {
    assertRefused(
        Fixtures.bytes("refused/sagemaker-saved-booster-start"),
        "found XGBoost's old binary format");
    assertRefused(Fixtures.bytes("refused/sagemaker-pickle-start"), "found a Python pickle");
  }

  @ParameterizedTest
  @CsvSource({
    "binf0000, old binary",
    "bs64, old binary format in base64",
    "CONFIG-offset:12345678, memory snapshot of XGBoost 1.0 to 1.2",
    "ccopy_reg, Python 2 pickle",
    "hello, something that does not start as a model does",
    "'', an empty file",
    "'  \n', an empty file",
  })
  void otherBytesAreNamed(String text, String found) {
    assertThatThrownBy(() -> Model.read("xgboost-model", Sample.bytes(text)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("xgboost-model byte 0: found ")
        .hasMessageContaining(found);
  }

  @Test
  void aGzipArchiveIsNamed() {
    assertRefused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "found a gzip archive");
  }

  /// XGBoost 3.3 wrote them beside the model, 3.4 in it, both under the name gbtree.
  @Test
  void treeWeightsAreRefusedWhereverTheyAre() {
    assertRefused(
        Sample.with("\"name\":\"gbtree\"", "\"name\":\"gbtree\",\"weight_drop\":[5E-1]"),
        "$.learner.gradient_booster.weight_drop: found 1 tree weights (DART), expected none");
    assertRefused(
        Sample.with("\"tree_info\"", "\"weight_drop\":[5E-1],\"tree_info\""),
        "$.learner.gradient_booster.model.weight_drop: found 1 tree weights (DART), expected none");
  }

  @Test
  void noTreeWeightsAreFine() {
    String json = Sample.with("\"tree_info\"", "\"weight_drop\":[],\"tree_info\"");
    assertThat(Sample.read(json).groups()).isEqualTo(1);
  }

  @Test
  void categoriesOfDataFramesAreRefused() {
    String empty = "\"cats\":{\"enc\":[],\"feature_segments\":[],\"sorted_idx\":[]},";
    assertThat(Sample.read(Sample.with("\"tree_info\"", empty + "\"tree_info\"")).groups()).isOne();
    assertRefused(
        Sample.with("\"tree_info\"", empty.replace("[]", "[{}]") + "\"tree_info\""),
        "$.learner.gradient_booster.model.cats.enc[0]: found categories, expected none");
  }

  @Test
  void leafVectorsAreRefused() {
    assertRefused(
        Sample.with("\"split_type\"", "\"leaf_weights\":[1E0,2E0],\"split_type\""),
        "trees[0].leaf_weights: found 2 values, expected none");
  }

  @Test
  void aSnapshotInJsonIsNamed() {
    assertRefused("{\"Model\": " + Sample.JSON + "}", "$.Model: found a memory snapshot");
  }

  @Test
  void otherJsonIsNotAModel() {
    assertRefused("{}", "$.learner: found nothing, expected an object: is this an XGBoost model?");
    assertRefused("{\"learner\": 1}", "$.learner: found a number, expected an object");
  }

  @ParameterizedTest
  @CsvSource({
    "base_score, $.learner.learner_model_param.base_score",
    "num_trees, $.learner.gradient_booster.model.gbtree_model_param.num_trees",
    "learner_model_param, $.learner.learner_model_param",
    "objective, $.learner.objective",
    "gradient_booster, $.learner.gradient_booster",
    "gbtree_model_param, $.learner.gradient_booster.model.gbtree_model_param.num_trees",
    "tree_info, $.learner.gradient_booster.model.tree_info",
    "left_children, $.learner.gradient_booster.model.trees[0].left_children",
    "split_conditions, $.learner.gradient_booster.model.trees[0].split_conditions",
    "tree_param, $.learner.gradient_booster.model.trees[0].tree_param.num_nodes",
  })
  void aKeyThatIsNeededIsMissedByName(String key, String path) {
    String json = Sample.with('"' + key + "\":", "\"x" + key + "\":");
    assertRefused(json, path + ": found nothing, expected");
  }

  private static void assertRefused(String json, String message) {
    assertRefused(Sample.bytes(json), message);
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> Model.read("model.json", bytes))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model.json ")
        .hasMessageContaining(message);
  }
}
