package dev.treeline.forest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Models that every version of libxgboost wrote, compared bit for bit with what libxgboost gives
/// for them. The recipe is `src/test/python/forest`.
class OracleFileTest {

  static List<String> models() {
    return OracleFile.models();
  }

  static List<String> treeModels() {
    return OracleFile.treeModels();
  }

  static List<String> modelsOfEarlyStopping() {
    return models().stream().filter(name -> name.startsWith("early-")).toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void scoresHaveTheBitsThatLibxgboostGave(String file) {
    var model = read(file, new Rounds.All());
    var expected = OracleFile.of(file);
    assertThat(expected.header())
        .startsWith(
            "features %d groups %d outputs %d"
                .formatted(model.features(), model.groups(), model.outputs()));
    for (OracleFile.Line line : expected.lines()) {
      assertLine(model, line);
    }
    assertBatch(model, expected.lines());
  }

  @ParameterizedTest
  @MethodSource("modelsOfEarlyStopping")
  void upToTheBestRoundTooIfThatIsAskedFor(String file) {
    var model = read(file, new Rounds.Best());
    for (OracleFile.Line line : OracleFile.best(file).lines()) {
      assertLine(model, line);
    }
  }

  @ParameterizedTest
  @MethodSource("treeModels")
  void theSlowWalkerAgrees(String file) {
    var walker = new TreeWalker(Sample.checked(file, Fixtures.bytes("oracle/" + file)));
    int width = walker.features();
    for (OracleFile.Line line : OracleFile.of(file).lines()) {
      assertThat(Bits.of(walker.margins(line.values(width)))).isEqualTo(line.margins());
      assertThat(Bits.of(walker.predictions(line.values(width)))).isEqualTo(line.predictions());
    }
  }

  @Test
  void everyKindAndVersionOfTheRecipeIsThere() {
    assertThat(models())
        .contains(
            "softprob-0.90.binf",
            "poisson-0.90.bin",
            "dart-1.0.2.snapshot",
            "softprob-1.3.3.json",
            "gblinear-softprob-1.5.2.json",
            "softprob-1.7.6.ubj",
            "targets-2.1.4.ubj",
            "sets-3.0.5.ubj",
            "names-3.1.3.ubj",
            "vector-3.2.0.ubj",
            "dart-3.3.0.ubj",
            "dart-3.4.1.ubj",
            "expectile-3.4.1.ubj");
  }

  private static Model read(String file, Rounds rounds) {
    return new ModelLoader(ModelLoader.Use.PREDICTIONS, Optional.of(rounds))
        .read(file, Fixtures.bytes("oracle/" + file));
  }

  private static void assertLine(Model model, OracleFile.Line line) {
    float[] margins = new float[model.groups()];
    float[] predictions = new float[model.outputs()];
    model.margins(line.values(model.features()), margins);
    model.predict(line.values(model.features()), predictions);
    assertThat(Bits.of(margins)).as("margins of %s", line).isEqualTo(line.margins());
    assertThat(Bits.of(predictions)).as("predictions of %s", line).isEqualTo(line.predictions());
    if (!line.leaves().isEmpty()) {
      int[] leaves = new int[model.trees()];
      model.leaves(line.values(model.features()), leaves);
      assertThat(Arrays.stream(leaves).mapToObj(Integer::toString).collect(joining(" ")))
          .as("leaves of %s", line)
          .isEqualTo(line.leaves());
    }
  }

  private static void assertBatch(Model model, List<OracleFile.Line> lines) {
    float[] rows = new float[lines.size() * model.features()];
    for (int i = 0; i < lines.size(); i++) {
      System.arraycopy(
          lines.get(i).values(model.features()), 0, rows, i * model.features(), model.features());
    }
    float[] margins = new float[lines.size() * model.groups()];
    float[] predictions = new float[lines.size() * model.outputs()];
    model.margins(rows, lines.size(), margins);
    model.predict(rows, lines.size(), predictions);
    assertThat(Bits.of(margins)).isEqualTo(joined(lines, OracleFile.Line::margins));
    assertThat(Bits.of(predictions)).isEqualTo(joined(lines, OracleFile.Line::predictions));
  }

  private static String joined(
      List<OracleFile.Line> lines, Function<OracleFile.Line, String> block) {
    return String.join(" ", lines.stream().map(block).toList());
  }
}
