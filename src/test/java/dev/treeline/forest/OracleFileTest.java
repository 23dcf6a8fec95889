package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Models and predictions that several versions of libxgboost wrote, compared bit for bit. The
/// recipe is `src/test/python/forest/generate.py`.
class OracleFileTest {

  static List<String> models() {
    return Fixtures.names("oracle").stream().filter(name -> !name.endsWith(".txt")).toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void marginsAndPredictionsHaveTheBitsThatLibxgboostGave(String file) {
    var model = Model.read(file, Fixtures.bytes("oracle/" + file));
    List<String> lines = expected(file);
    assertThat(
            "features %d groups %d outputs %d"
                .formatted(model.features(), model.groups(), model.outputs()))
        .isEqualTo(lines.getFirst());
    for (String line : lines.subList(1, lines.size())) {
      String[] blocks = line.split("\\|", -1);
      float[] row = Bits.read(blocks[0]);
      float[] margins = new float[model.groups()];
      float[] predictions = new float[model.outputs()];
      model.margins(row, margins);
      model.predict(row, predictions);
      assertThat(Bits.of(margins)).as("margins of %s", line).isEqualTo(blocks[1].strip());
      assertThat(Bits.of(predictions)).as("predictions of %s", line).isEqualTo(blocks[2].strip());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theSlowWalkerAgrees(String file) {
    var walker = new TreeWalker(Sample.checked(file, Fixtures.bytes("oracle/" + file)));
    for (String line : expected(file).subList(1, expected(file).size())) {
      String[] blocks = line.split("\\|", -1);
      float[] row = Bits.read(blocks[0]);
      assertThat(Bits.of(walker.margins(row))).isEqualTo(blocks[1].strip());
      assertThat(Bits.of(walker.predictions(row))).isEqualTo(blocks[2].strip());
    }
  }

  @Test
  void everyVersionOfTheRecipeIsThere() {
    assertThat(models())
        .contains(
            "softprob-1.7.6.ubj", "softprob-3.0.5.json", "softprob-3.1.3.ubj", "odd-3.2.0.json");
  }

  private static List<String> expected(String file) {
    return Fixtures.lines("oracle/" + file.substring(0, file.lastIndexOf('.')) + ".txt");
  }
}
