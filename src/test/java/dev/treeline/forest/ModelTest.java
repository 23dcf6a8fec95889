package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.booster.ModelFormatException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final byte[] MODEL = Sample.bytes(Sample.JSON);

  private static final byte[] SCHEMA =
      Sample.bytes(
          """
          {"name": "loans", "version": "7",
           "features": [{"name": "years", "type": "int"}, {"name": "metres", "type": "float"}]}
          """);

  @Test
  void aModelSaysWhatItIs() {
    var model = Model.load(Map.of("model.json", MODEL));
    assertThat(model.name()).isEqualTo("model");
    assertThat(model.version()).matches("[0-9a-f]{8}");
    assertThat(model.objective()).isEqualTo("reg:squarederror");
    assertThat(model.featureNames()).containsExactly("age", "height");
    assertThat(model.classes()).isEmpty();
    assertThat(model.threshold()).isEqualTo(0.5f);
    assertThat(model.features()).isEqualTo(2);
    assertThat(model.groups()).isEqualTo(1);
    assertThat(model.outputs()).isEqualTo(1);
  }

  @Test
  void theSchemaNamesTheModelItsVersionAndItsFeatures() {
    var model = Model.load(Map.of("model.json", MODEL, "schema.json", SCHEMA));
    assertThat(model.name()).isEqualTo("loans");
    assertThat(model.version()).isEqualTo("7");
    assertThat(model.featureNames()).containsExactly("years", "metres");
  }

  @Test
  void theSameTreesUnderAnotherSchemaAreAnotherVersion() {
    byte[] swapped = Sample.bytes("{\"features\": [{\"name\": \"b\"}, {\"name\": \"a\"}]}");
    byte[] straight = Sample.bytes("{\"features\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}");
    assertThat(
            List.of(
                Model.load(Map.of("model.json", MODEL)).version(),
                Model.load(Map.of("model.json", MODEL, "schema.json", straight)).version(),
                Model.load(Map.of("model.json", MODEL, "schema.json", swapped)).version()))
        .doesNotHaveDuplicates();
  }

  @Test
  void featuresWithoutNamesAreNumbered() {
    var model = Sample.read(Sample.with("[\"age\",\"height\"]", "[]"));
    assertThat(model.featureNames()).containsExactly("f0", "f1");
  }

  @Test
  void theFormatIsToldByTheContentNotTheName() {
    var model = Model.load(Map.of("xgboost-model", MODEL, "notes.txt", new byte[0]));
    assertThat(model.features()).isEqualTo(2);
  }

  @Test
  void sagemakersOwnModelFileLoads() {
    var model = Model.load(Map.of("xgboost-model", Fixtures.bytes("oracle/sagemaker-abalone.ubj")));
    assertThat(model.objective()).isEqualTo("reg:squarederror");
    assertThat(model.features()).isEqualTo(8);
  }

  @Test
  void twoModelFilesAreOneTooMany() {
    assertThatThrownBy(() -> Model.load(Map.of("model.json", MODEL, "xgboost-model", MODEL)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "model package: found model.json and xgboost-model, expected exactly one model file:"
                + " model.ubj, model.json, xgboost-model");
  }

  @Test
  void aPackageWithoutAModelNamesWhatItHas() {
    assertThatThrownBy(() -> Model.load(Map.of("schema.json", SCHEMA, "model.pkl", MODEL)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model package: found the files [model.pkl, schema.json],");
  }

  @Test
  void aShortRowIsRefusedWithBothLengths() {
    var model = Sample.read(Sample.JSON);
    assertThatThrownBy(() -> model.predict(new float[] {1}, new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The row has 1 values, the model has 2 features");
  }

  @Test
  void tooLittleRoomForTheResultsIsRefusedWithBothLengths() {
    var model = Sample.read(Sample.JSON);
    assertThatThrownBy(() -> model.margins(new float[2], new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is room for 0 results, the model gives 1");
  }

  @Test
  void missingValueFollowsTheDefaultBranch() {
    assertThat(Sample.margin(Sample.read(Sample.JSON), 0, Float.NaN)).isEqualTo(0.1f - 1);
    var right = Sample.read(Sample.with("\"default_left\":[1,", "\"default_left\":[0,"));
    assertThat(Sample.margin(right, 0, Float.NaN)).isEqualTo(0.1f + 2);
  }

  @Test
  void valueEqualToTheThresholdGoesRight() {
    var model = Sample.read(Sample.JSON);
    assertThat(Sample.margin(model, 0, 0.5f)).isEqualTo(0.1f + 2);
    assertThat(Sample.margin(model, 0, Math.nextDown(0.5f))).isEqualTo(0.1f - 1);
  }

  @Test
  void oneModelServesManyThreads() {
    var model = Model.load(Map.of("model.ubj", Fixtures.bytes("oracle/softprob-3.2.0.ubj")));
    float[] row = {0.1f, Float.NaN, -0.3f, 1};
    float[] expected = new float[3];
    model.predict(row, expected);
    var calls =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          float[] predictions = new float[3];
                          for (int call = 0; call < 5000; call++) {
                            model.predict(row, predictions);
                            assertThat(predictions).containsExactly(expected);
                          }
                        }))
            .toList();
    calls.forEach(CompletableFuture::join);
  }
}
