package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsReplyTest {

  @Test
  void onePredictionARowIsANumber() {
    assertThat(PredictionsReply.write(new float[] {0.25f, Float.NaN}, 1).text())
        .isEqualTo("{\"predictions\": [0.25, NaN]}");
  }

  @Test
  void severalPredictionsARowAreAList() {
    assertThat(PredictionsReply.write(new float[] {0.25f, 0.75f, 1, 1e-5f}, 2).text())
        .isEqualTo("{\"predictions\": [[0.25, 0.75], [1.0, 9.999999747378752e-06]]}");
  }

  @Test
  void noRowsAreAnEmptyList() {
    assertThat(PredictionsReply.write(new float[0], 2).text()).isEqualTo("{\"predictions\": []}");
  }

  @Test
  void everyRowHasItsExplanation() {
    var attributions =
        new Attributions(
            List.of("a", "b"), 1, new float[] {1, 2, -3, 4, 5, Float.NEGATIVE_INFINITY});
    assertThat(PredictionsReply.explained(new float[] {0.5f, 0}, 1, attributions).text())
        .isEqualTo(
            "{\"predictions\": [0.5, 0.0], \"explanations\": ["
                + "{\"base_value\": -3.0, \"values\": [1.0, 2.0]}, "
                + "{\"base_value\": -Infinity, \"values\": [4.0, 5.0]}"
                + "], \"feature_names\": [\"a\", \"b\"]}");
  }

  @Test
  void severalMarginsAreListsByFeature() {
    var attributions = new Attributions(List.of("a", "b"), 2, new float[] {1, 2, 3, 4, 5, 6});
    assertThat(PredictionsReply.explained(new float[] {0.5f, 0.5f}, 2, attributions).text())
        .contains(
            "\"explanations\": [{\"base_value\": [3.0, 6.0], \"values\": [[1.0, 4.0], [2.0, 5.0]]}]");
  }

  @Test
  void namesAreEscaped() {
    var attributions =
        new Attributions(List.of("\"\\\n\u0001ü\ud83d\ude00\ud83d"), 1, new float[0]);
    assertThat(PredictionsReply.explained(new float[0], 1, attributions).text())
        .isEqualTo(
            "{\"predictions\": [], \"explanations\": [], \"feature_names\":"
                + " [\"\\\"\\\\\\n\\u0001\\u00fc\\ud83d\\ude00\\ud83d\"]}");
  }
}
