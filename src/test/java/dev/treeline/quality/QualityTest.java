package dev.treeline.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QualityTest {
  @Test
  void regressionEqualsScikitLearn() throws IOException {
    JsonNode golden = golden().get("regression");
    var regression = new Regression();
    for (int i = 0; i < golden.get("y").size(); i++) {
      regression.add(golden.get("y").get(i).asDouble(), golden.get("pred").get(i).asDouble());
    }
    assertThat(regression.mae()).isCloseTo(golden.get("mae").asDouble(), within(1e-15));
    assertThat(regression.mse()).isCloseTo(golden.get("mse").asDouble(), within(1e-15));
    assertThat(regression.rmse()).isCloseTo(golden.get("rmse").asDouble(), within(1e-15));
    assertThat(regression.r2()).isCloseTo(golden.get("r2").asDouble(), within(1e-15));
  }

  @Test
  void regressionEqualsTheRealModelQualityFile() throws IOException {
    var regression = new Regression();
    List<String> lines = text("/quality/regression_dataset.csv").lines().toList();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      // In that file the inference stands in column Label and the truth in column Prediction.
      regression.add(Double.parseDouble(cells[8]), Double.parseDouble(cells[7]));
    }
    JsonNode golden =
        new ObjectMapper()
            .readTree(text("/quality/regression_statistics.json"))
            .get("regression_metrics");
    assertThat(regression.count()).isEqualTo(100);
    assertThat(regression.mae()).isCloseTo(value(golden, "mae"), within(1e-15));
    assertThat(regression.mse()).isCloseTo(value(golden, "mse"), within(1e-15));
    assertThat(regression.rmse()).isCloseTo(value(golden, "rmse"), within(1e-15));
    assertThat(regression.r2()).isCloseTo(value(golden, "r2"), within(1e-13));
  }

  @Test
  void binaryEqualsScikitLearn() throws IOException {
    JsonNode golden = golden().get("binary_metrics");
    // That file decides at "at least the threshold", XGBoost's container at "above it".
    var binary = new Binary(Math.nextDown(golden.get("threshold").asDouble()));
    for (int i = 0; i < golden.get("labels").size(); i++) {
      binary.add(golden.get("labels").get(i).asInt() == 1, golden.get("scores").get(i).asDouble());
    }
    assertThat(binary.auc()).isCloseTo(golden.get("auc").asDouble(), within(1e-15));
    assertThat(binary.logLoss()).isCloseTo(golden.get("log_loss").asDouble(), within(1e-14));
    assertThat(binary.brier()).isCloseTo(golden.get("brier").asDouble(), within(1e-15));
    ConfusionMatrix confusion = binary.confusion();
    for (int actual = 0; actual < 2; actual++) {
      for (int predicted = 0; predicted < 2; predicted++) {
        assertThat(confusion.count(actual, predicted))
            .isEqualTo(golden.at("/confusion_rows_actual/" + actual + "/" + predicted).asLong());
      }
    }
    assertThat(confusion.precision(1)).isEqualTo(golden.get("precision").asDouble());
    assertThat(confusion.recall(1)).isEqualTo(golden.get("recall").asDouble());
    assertThat(confusion.f(1, 1)).isCloseTo(golden.get("f1").asDouble(), within(1e-15));
    assertThat(confusion.accuracy()).isEqualTo(golden.get("accuracy").asDouble());
  }

  @Test
  void scoreOnTheThresholdIsNegative() {
    var binary = new Binary(0.5);
    binary.add(true, 0.5);
    assertThat(binary.confusion().count(1, 0)).isEqualTo(1);
  }

  @Test
  void tiedScoresCountHalf() {
    var binary = new Binary(0.5);
    binary.add(true, 0.3);
    binary.add(false, 0.3);
    assertThat(binary.auc()).isEqualTo(0.5);
  }

  @Test
  void withoutPositivesThereIsNoAucNoRecallAndNoPrecision() {
    var binary = new Binary(0.5);
    binary.add(false, 0.3);
    assertThat(binary.auc()).isNaN();
    assertThat(binary.confusion().recall(1)).isNaN();
    assertThat(binary.confusion().precision(1)).isNaN();
    assertThat(binary.confusion().f(1, 1)).isNaN();
    assertThat(binary.confusion().accuracy()).isEqualTo(1);
  }

  @Test
  void certainMistakeHasAFiniteLoss() {
    var binary = new Binary(0.5);
    binary.add(true, 0);
    assertThat(binary.logLoss()).isCloseTo(-Math.log(1e-15), within(1e-12));
  }

  @Test
  void scoreThatIsNoProbabilityIsSkippedAndCounted() {
    var binary = new Binary(0.5);
    binary.add(true, Double.NaN);
    binary.add(true, 1.5);
    assertThat(binary.skipped()).isEqualTo(2);
    assertThat(binary.count()).isZero();
    assertThat(binary.brier()).isNaN();
  }

  @Test
  void missingLabelIsSkippedAndCounted() {
    var regression = new Regression();
    regression.add(Double.NaN, 1);
    regression.add(1, Double.POSITIVE_INFINITY);
    assertThat(regression.skipped()).isEqualTo(2);
    assertThat(regression.mae()).isNaN();
    assertThat(regression.r2()).isNaN();
  }

  @Test
  void equalLabelsHaveNoR2() {
    var regression = new Regression();
    regression.add(2, 1);
    regression.add(2, 3);
    assertThat(regression.r2()).isNaN();
    assertThat(regression.mse()).isEqualTo(1);
  }

  @Test
  void multiclassTakesTheMostProbableClassAndTheFirstOfEqualOnes() {
    var multiclass = new Multiclass(3);
    multiclass.add(2, new float[] {0.25f, 0.25f, 0.5f});
    multiclass.add(1, new float[] {0.4f, 0.4f, 0.2f});
    assertThat(multiclass.confusion().count(2, 2)).isEqualTo(1);
    assertThat(multiclass.confusion().count(1, 0)).isEqualTo(1);
    assertThat(multiclass.confusion().accuracy()).isEqualTo(0.5);
    assertThat(multiclass.logLoss())
        .isCloseTo(-(Math.log(0.5) + Math.log(0.4f)) / 2, within(1e-15));
  }

  @Test
  void multiclassSkipsAndCountsWhatItCannotMeasure() {
    var multiclass = new Multiclass(2);
    multiclass.add(2, new float[] {0.5f, 0.5f});
    multiclass.add(0, new float[] {Float.NaN, 0.5f});
    assertThat(multiclass.skipped()).isEqualTo(2);
    assertThat(multiclass.logLoss()).isNaN();
    assertThatThrownBy(() -> multiclass.add(0, new float[3]))
        .hasMessage("probabilities: found 3, expected one for each of 2 classes");
  }

  @Test
  void classThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> new ConfusionMatrix(2).add(0, 2))
        .hasMessage("classes: found actual 0 and predicted 2, expected 0 to 1");
  }

  private static double value(JsonNode metrics, String name) {
    return metrics.get(name).get("value").asDouble();
  }

  private static JsonNode golden() throws IOException {
    return new ObjectMapper().readTree(text("/drift/golden_computed.json"));
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = Objects.requireNonNull(QualityTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
