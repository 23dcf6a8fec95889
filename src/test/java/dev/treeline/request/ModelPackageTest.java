package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.forest.Model;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackageTest {
  private static final String IRIS = "src/test/resources/request/models/iris";
  private static final S3Access NO_S3 =
      new S3Access(
          () -> {
            throw new AssertionError("a folder needs no S3");
          },
          Map.of());

  @Test
  void aFolderGivesModelAndSchema() throws IOException {
    Model model = load(IRIS, NO_S3);
    assertThat(model.name()).isEqualTo("iris");
    assertThat(model.featureNames()).first().isEqualTo("sepal_length");
  }

  @Test
  void aFileGivesTheModelAlone() throws IOException {
    Model model = load(IRIS + "/model.json", NO_S3);
    assertThat(model.features()).isEqualTo(4);
    assertThat(model.featureNames()).first().isEqualTo("f0");
  }

  @Test
  void aFolderWithoutModelIsRefusedByItsName(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("schema.json"), "{}");
    assertThatThrownBy(() -> load(folder.toString(), NO_S3))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(folder + ": found none of model.ubj, model.json, xgboost-model");
    assertThatThrownBy(() -> load(folder.resolve("nowhere").toString(), NO_S3))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("TREELINE_MODEL");
  }

  @Test
  void twoModelsInOnePackageAreRefused(@TempDir Path folder) throws IOException {
    Files.copy(Path.of(IRIS, "model.json"), folder.resolve("model.json"));
    Files.copy(Path.of(IRIS, "model.json"), folder.resolve("xgboost-model"));
    assertThatThrownBy(() -> load(folder.toString(), NO_S3))
        .isInstanceOf(ModelFormatException.class);
  }

  @Test
  void onlyTheFirstOfSeveralModelsIsKeptWhereTheyShallNotAnswerTogether() {
    byte[] file = new byte[1];
    Map<String, byte[]> files =
        Map.of("xgboost-model-1", file, "xgboost-model-0", file, "schema.json", file);
    assertThat(ModelPackage.firstOf(files)).containsOnlyKeys("schema.json", "xgboost-model-0");
    assertThat(ModelPackage.firstOf(Map.of("model.ubj", file))).containsOnlyKeys("model.ubj");
  }

  @Test
  void theSettingOfSageMakerSaysWhetherSeveralModelsAnswer(@TempDir Path folder)
      throws IOException {
    Path oracle = Path.of("src/test/resources/forest/oracle");
    Files.copy(oracle.resolve("logistic-3.0.5.ubj"), folder.resolve("xgboost-model-0"));
    Files.copy(oracle.resolve("softprob-3.4.1.ubj"), folder.resolve("xgboost-model-1"));
    Map<String, String> together =
        Map.of("TREELINE_MODEL", folder.toString(), "TREELINE_CAPTURE", "off");
    Map<String, String> alone = new HashMap<>(together);
    alone.put("SAGEMAKER_INFERENCE_ENSEMBLE", "false");

    assertThatThrownBy(() -> ScoreHandler.from(together, line -> {}))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("xgboost-model-1: found multi:softprob");
    assertThat(ScoreHandler.from(alone, line -> {})).isNotNull();
  }

  private static Model load(String location, S3Access s3) throws IOException {
    return Model.load(ModelPackage.files(location, s3));
  }
}
