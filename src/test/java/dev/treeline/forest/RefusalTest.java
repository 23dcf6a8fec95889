package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.booster.ModelFormatException;
import java.util.Optional;
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
          vector-leaf-3.1.3.ubj | $.learner.gradient_booster.model.trees[0].leaf_weights: found nothing: a file of leaf vectors by XGBoost 2.0 to 3.1,
          sagemaker-pickle-start | byte 0: found a Python pickle, expected a model file; `./treeline import` takes
          """)
  void filesOfLibxgboostThatAreNotSupported(String file, String message) {
    assertThatThrownBy(() -> Model.read(file, Fixtures.bytes("refused/" + file)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + " " + message);
  }

  @Test
  void sagemakersPicklesAreNamed() {
    assertRefused(Fixtures.bytes("refused/sagemaker-pickle-start"), "found a Python pickle");
  }

  @ParameterizedTest
  @CsvSource({
    "binf0000, byte 8: found the end of the file after 0 bytes",
    "CONFIG-offset:12345678, byte 22: found the length 4050765991979987505",
    "bs64, byte 0: found XGBoost's old binary format in base64",
    "ccopy_reg, byte 0: found a Python pickle",
    "hello, byte 0: found something that does not start as a model does",
    "'', byte 0: found an empty file",
    "'  \n', byte 0: found an empty file",
  })
  void otherBytesAreNamed(String text, String found) {
    assertThatThrownBy(() -> Model.read("xgboost-model", Sample.bytes(text)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("xgboost-model " + found);
  }

  @Test
  void aGzipArchiveIsNamed() {
    assertRefused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "found a gzip archive");
  }

  @Test
  void moreTreeWeightsThanTreesAreRefused() {
    assertRefused(
        Sample.with("\"name\":\"gbtree\"", "\"name\":\"gbtree\",\"weight_drop\":[5E-1,1E0]"),
        "$.learner.gradient_booster.model.weight_drop: found 2 weights, expected at most one");
  }

  @Test
  void anObjectiveThatIsNotKnownIsRefusedForPredictionsOnly() {
    String json = Sample.with("reg:squarederror", "reg:later");
    assertRefused(json, "$.learner.objective.name: found \"reg:later\", expected one of reg:squar");
    var margins = new ModelLoader(ModelLoader.Use.MARGINS, Optional.empty());
    assertThat(Sample.margin(margins.read("model.json", Sample.bytes(json)), 0, 1)).isEqualTo(2.1f);
  }

  @Test
  void anotherBoosterIsRefused() {
    assertRefused(
        Sample.with("\"name\":\"gbtree\"", "\"name\":\"gbmlp\""),
        "$.learner.gradient_booster.name: found \"gbmlp\", expected \"gbtree\", \"dart\" or");
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
