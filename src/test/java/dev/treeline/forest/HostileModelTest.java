package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.booster.Detail;
import dev.treeline.booster.ModelFile;
import dev.treeline.booster.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small files that claim or share much: refused, or read in little time and memory.
@Timeout(20)
class HostileModelTest {

  @Test
  void treesInParallelWithoutEndAreNoMoreThanTheTrees() {
    String json = Sample.with("\"iteration_indptr\":[0,1],", "");
    json =
        Sample.replaced(
            json, "\"num_parallel_tree\":\"1\"", "\"num_parallel_tree\":\"2147483647\"");
    json = Sample.replaced(json, "\"num_class\":\"0\"", "\"num_class\":\"3\"");
    json = Sample.replaced(json, "\"best_iteration\":\"0\"", "\"best_iteration\":\"2147483646\"");

    assertThat(Sample.read(json).trees()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1p-1", "5e-1f", "5E-1F", "1d", "1D", "", "[ ]", "[,]", "[5E-1", "inf"})
  void baseScoreIsADecimalNumberAsXgboostWritesIt(String baseScore) {
    String json = Sample.with("\"base_score\":\"1E-1\"", "\"base_score\":\"" + baseScore + "\"");

    refused(json, "$.learner.learner_model_param.base_score");
  }

  @Test
  void baseScoreOfAllCommasIsCountedBeforeItIsSplit() {
    refused(Sample.with("\"1E-1\"", '"' + ",".repeat(10_000_000) + '"'), "one number, or one for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"num_class\":\"0\"", "\"num_class\":\"1\""})
  void classesAreNotTargetsToo(String classes) {
    String json = Sample.with("\"num_target\":\"1\"", "\"num_target\":\"3\"");
    json = Sample.replaced(json, "\"num_class\":\"0\"", classes);

    refused(
        Sample.replaced(json, "reg:squarederror", "multi:softprob"), "learner_model_param.num_");
  }

  @Test
  void leavesDoNotShareAVector() {
    String json = Sample.with("\"num_target\":\"1\"", "\"num_target\":\"2\"");
    json = Sample.replaced(json, "\"size_leaf_vector\":\"1\"", "\"size_leaf_vector\":\"2\"");
    json = Sample.replaced(json, "\"id\":0", "\"id\":0,\"leaf_weights\":[1E0,2E0,3E0,4E0]");
    String own =
        Sample.replaced(json, "\"right_children\":[2,-1,-1]", "\"right_children\":[2,0,1]");
    String shared =
        Sample.replaced(json, "\"right_children\":[2,-1,-1]", "\"right_children\":[2,1,1]");

    assertThat(Sample.margin(Sample.read(own), 0, 1)).isEqualTo(3.1f);
    refused(shared, "right_children[2]: found 1, expected a row of leaf_weights that no other");
  }

  @Test
  void splitsDoNotShareCategories() {
    refused(
        chain(2, "\"categories\":[1,2]", "0,0", "2,2"),
        "categories_sizes: found 4 categories in all, expected at most 2");
  }

  @Test
  void categoriesFarFromZeroNeedNoBitForEachBelow() {
    int splits = 4_000;
    String far = String.join(",", Collections.nCopies(splits, "16777215"));
    StringBuilder begins = new StringBuilder("0");
    for (int i = 1; i < splits; i++) {
      begins.append(',').append(i);
    }
    String sizes = String.join(",", Collections.nCopies(splits, "1"));
    byte[] bytes =
        Sample.bytes(chain(splits, "\"categories\":[" + far + "]", begins.toString(), sizes));
    var model = Model.read("m", bytes);
    var explainer = Explainer.read("m", bytes);
    float[] row = new float[splits];
    float[] contributions = new float[splits + 1];
    row[1] = 16777215;
    explainer.contributions(row, contributions);
    double sum = 0;
    for (float contribution : contributions) {
      sum += contribution;
    }

    assertThat(Sample.margin(model, row)).isEqualTo(1.1f);
    assertThat(sum).isBetween(1.0999, 1.1001);
  }

  /// A chain of splits by category, each of a feature of its own; the leaf to the right of the
  /// second split is worth 1, the others 0.
  private static String chain(int splits, String categories, String begins, String sizes) {
    int nodes = 2 * splits + 1;
    var left = new StringBuilder();
    var right = new StringBuilder();
    var feature = new StringBuilder();
    var value = new StringBuilder();
    var type = new StringBuilder();
    var cover = new StringBuilder();
    var split = new StringBuilder();
    for (int node = 0; node < nodes; node++) {
      boolean inner = node == 0 || (node % 2 == 1 && node < nodes - 2);
      String comma = node == 0 ? "" : ",";
      int depth = (node + 1) / 2;
      left.append(comma).append(inner ? 2 * depth + 1 : -1);
      right.append(comma).append(inner ? 2 * depth + 2 : -1);
      feature.append(comma).append(inner ? depth : 0);
      value.append(comma).append(node == 4 ? "1E0" : "0E0");
      type.append(comma).append(inner ? 1 : 0);
      cover.append(comma).append(inner || node % 2 == 1 ? nodes - depth : 1).append("E0");
      if (inner) {
        split.append(comma).append(node);
      }
    }
    return Sample.JSON
        .replaceFirst("\"categories\":\\[]", categories)
        .replaceFirst("\"categories_nodes\":\\[]", "\"categories_nodes\":[" + split + "]")
        .replaceFirst("\"categories_segments\":\\[]", "\"categories_segments\":[" + begins + "]")
        .replaceFirst("\"categories_sizes\":\\[]", "\"categories_sizes\":[" + sizes + "]")
        .replace("\"left_children\":[1,-1,-1]", "\"left_children\":[" + left + "]")
        .replace("\"right_children\":[2,-1,-1]", "\"right_children\":[" + right + "]")
        .replace("\"split_indices\":[1,0,0]", "\"split_indices\":[" + feature + "]")
        .replace("\"split_conditions\":[5E-1,-1E0,2E0]", "\"split_conditions\":[" + value + "]")
        .replace("\"split_type\":[0,0,0]", "\"split_type\":[" + type + "]")
        .replace("\"default_left\":[1,0,0]", "\"default_left\":[" + type + "]")
        .replace("\"sum_hessian\":[9E0,4E0,5E0]", "\"sum_hessian\":[" + cover + "]")
        .replace("\"num_nodes\":\"3\"", "\"num_nodes\":\"" + nodes + "\"")
        .replace("\"feature_names\":[\"age\",\"height\"],", "")
        .replace("\"num_feature\":\"2\",", "\"num_feature\":\"" + splits + "\",");
  }

  @Test
  void attributionsLargerThanAnArrayAreRefused() {
    String json =
        Sample.with(
            "\"num_feature\":\"2\",\"num_target\"", "\"num_feature\":\"100000\",\"num_target\"");
    json = json.replace("\"feature_names\":[\"age\",\"height\"],", "");
    byte[] bytes =
        Sample.bytes(Sample.replaced(json, "\"num_class\":\"0\"", "\"num_class\":\"65536\""));

    assertThat(Model.read("m", bytes).groups()).isEqualTo(65536);
    assertThatThrownBy(() -> Explainer.read("m", bytes))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("100000 features and 65536 outputs");
  }

  @Test
  void millionsOfFeaturesThatNoSplitUsesAreNotLaidOut() {
    String json = Sample.JSON.replace("\"feature_names\":[\"age\",\"height\"],", "");
    String claim =
        json.replace(
                "\"num_feature\":\"2\",\"num_target\"",
                "\"num_feature\":\"16777216\",\"num_target\"")
            .replace("\"num_feature\":\"2\",\n", "\"num_feature\":\"16777216\",\n");
    var features = Inspection.read("m", Sample.bytes(claim)).features();

    assertThat(features).hasSize(16777216);
    assertThat(features.get(1).weight()).isOne();
    assertThat(features.get(16777215).weight()).isZero();
  }

  @Test
  void textOfTwoBytesACharacterIsNoModel() {
    byte[] wide = Sample.JSON.getBytes(StandardCharsets.UTF_16LE);

    assertThatThrownBy(() -> ModelFile.read("m", wide, Detail.SCORES))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("UTF-16");
    assertThat(ModelFile.withoutConfiguration("m", wide)).isSameAs(wide);
  }

  @Test
  void modelsThatAnswerTogetherNameTheirFeaturesAlike() {
    byte[] other = Sample.bytes(Sample.with("[\"age\",\"height\"]", "[\"height\",\"age\"]"));

    assertThatThrownBy(
            () ->
                Model.load(
                    Map.of("xgboost-model-0", Sample.bytes(Sample.JSON), "xgboost-model-1", other)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("xgboost-model-1: found other feature names");
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(() -> Sample.read(json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }
}
