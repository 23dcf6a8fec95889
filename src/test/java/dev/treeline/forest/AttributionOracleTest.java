package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Attributions that libxgboost gave, from files and in this process.
///
/// libxgboost adds its contributions up in float32, tree after tree, so its small ones carry the
/// rounding of the large sums they came from. Two values agree when they differ by at most 1e-5 of
/// the greater of them plus 1e-6 of the greatest attribution of the row and group.
class AttributionOracleTest {
  private static final String SUFFIX = ".shap.txt";

  static List<String> files() {
    return Stream.of("oracle", "attributions")
        .flatMap(folder -> Fixtures.names(folder).stream().map(name -> folder + "/" + name))
        .filter(name -> name.endsWith(SUFFIX))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void attributionsAreThoseOfLibxgboost(String file) {
    var explainer = explainer(file);
    List<String> lines = Fixtures.lines(file);
    int entries = explainer.groups() * (explainer.features() + 1);
    for (String line : lines.subList(1, lines.size())) {
      String[] blocks = line.split("\\|", -1);
      float[] row = Bits.read(blocks[0]);
      float[] exact = new float[entries];
      explainer.contributions(row, exact);
      assertAgree(exact, numbers(blocks[1]), explainer.groups(), line);
      assertApproximate(explainer, row, numbers(blocks[2]));
      if (blocks.length > 3 && !blocks[3].isBlank()) {
        float[] pairs = new float[entries * (explainer.features() + 1)];
        explainer.interactions(row, pairs);
        assertAgree(pairs, numbers(blocks[3]), explainer.groups(), line);
      }
    }
  }

  private static void assertApproximate(Explainer explainer, float[] row, float[] expected) {
    float[] approximate = new float[explainer.groups() * (explainer.features() + 1)];
    if (expected.length == 0) {
      assertThatThrownBy(() -> explainer.approximate(row, approximate))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("leaf vectors");
      return;
    }
    explainer.approximate(row, approximate);
    assertThat(approximate).isEqualTo(expected);
  }

  @Test
  void attributionsAreThoseOfLibxgboostInThisProcess() {
    for (long seed = 1; seed <= 6; seed++) {
      var random = new SplittableRandom(seed);
      float[][] rows = new float[400][7];
      float[] labels = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        for (int f = 0; f < 7; f++) {
          rows[i][f] = random.nextInt(8) == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        labels[i] = random.nextInt(3);
      }
      Map<String, Object> parameters =
          Map.of("max_depth", 2 + (int) seed, "objective", "multi:softprob", "num_class", 3);
      try (var libxgboost = Xgboost.train(rows, labels, parameters, 12)) {
        var explainer = Explainer.read("model.ubj", libxgboost.save("ubj"));
        float[][] expected = libxgboost.contributions(rows);
        for (int i = 0; i < rows.length; i++) {
          float[] exact = new float[3 * 8];
          explainer.contributions(rows[i], exact);
          assertAgree(exact, expected[i], 3, "seed " + seed + " row " + i);
        }
      }
    }
  }

  static void assertAgree(float[] found, float[] expected, int groups, String where) {
    assertThat(found).as(where).hasSameSizeAs(expected);
    int size = found.length / groups;
    for (int from = 0; from < found.length; from += size) {
      double greatest = 0;
      for (int i = from; i < from + size; i++) {
        greatest = Math.max(greatest, Math.abs(expected[i]));
      }
      for (int i = from; i < from + size; i++) {
        double most = Math.max(Math.abs(found[i]), Math.abs(expected[i]));
        assertThat(Math.abs((double) found[i] - expected[i]))
            .as("%s: entry %d is %s, expected %s", where, i, found[i], expected[i])
            .isLessThanOrEqualTo(1e-5 * most + 1e-6 * greatest);
      }
    }
  }

  private static Explainer explainer(String file) {
    String folder = file.substring(0, file.indexOf('/'));
    String stem = file.substring(folder.length() + 1, file.length() - SUFFIX.length());
    String ubj = stem + ".ubj";
    String model = Fixtures.names(folder).contains(ubj) ? ubj : stem + ".json";
    return Explainer.read(model, Fixtures.bytes(folder + "/" + model), new Rounds.All());
  }

  private static float[] numbers(String text) {
    String[] words = text.isBlank() ? new String[0] : text.strip().split(" +");
    float[] numbers = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Float.parseFloat(words[i]);
    }
    return numbers;
  }
}
