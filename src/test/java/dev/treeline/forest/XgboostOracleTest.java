package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.booster.TreesDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random models that libxgboost trains here and now, on random rows and on rows that lie on and
/// beside thresholds. The seed is the test's first argument, and so part of its name.
class XgboostOracleTest {
  private static final int TRAINED_ON = 300;
  private static final int SCORED = 400;

  @ParameterizedTest
  @CsvSource({
    "1, reg:squarederror, 3, 2, 20, 1, hist",
    "2, reg:squarederror, 10, 6, 30, 3, exact",
    "3, reg:squarederror, 1, 8, 7, 1, exact",
    "4, binary:logistic, 5, 4, 61, 1, exact",
    "5, binary:logistic, 40, 6, 33, 1, hist",
    "6, binary:logistic, 4, 1, 100, 2, hist",
    "7, multi:softprob, 6, 3, 11, 1, exact",
    "8, multi:softprob, 8, 5, 20, 2, hist",
    "9, multi:softmax, 6, 4, 9, 1, exact",
    "10, binary:logistic, 7, 12, 40, 1, exact",
  })
  void marginsAndPredictionsHaveTheBitsOfLibxgboost(
      long seed,
      String objective,
      int features,
      int depth,
      int rounds,
      int parallel,
      String method) {
    var random = new SplittableRandom(seed);
    float[][] rows = Rows.random(random, TRAINED_ON, features);
    int classes = objective.startsWith("multi") ? 2 + random.nextInt(4) : 0;
    try (var oracle =
        Xgboost.train(
            rows,
            labels(rows, objective, classes, random),
            parameters(objective, classes, depth, parallel, method, random),
            rounds)) {
      for (String form : List.of("json", "ubj")) {
        compare(oracle, "model." + form, oracle.save(form), random);
      }
    }
  }

  private static void compare(Xgboost oracle, String name, byte[] bytes, SplittableRandom random) {
    var trees = (TreesDocument) Sample.checked(name, bytes).document.booster();
    var model = Model.read(name, bytes);
    float[][] rows = Rows.random(random, SCORED, model.features());
    Rows.putOnThresholds(rows, trees.trees, random);
    assertSame(oracle.predictionsOfMatrix(rows), oracle.predictions(rows), "the oracle's two ways");
    Rows.putInfinities(rows, random);
    float[][] margins = new float[SCORED][model.groups()];
    float[][] predictions = new float[SCORED][model.outputs()];
    for (int r = 0; r < SCORED; r++) {
      model.margins(rows[r], margins[r]);
      model.predict(rows[r], predictions[r]);
    }
    assertSame(margins, oracle.margins(rows), "margins");
    assertSame(predictions, oracle.predictions(rows), "predictions");
  }

  private static void assertSame(float[][] actual, float[][] expected, String what) {
    for (int r = 0; r < actual.length; r++) {
      assertThat(Bits.of(actual[r])).as("%s of row %d", what, r).isEqualTo(Bits.of(expected[r]));
    }
  }

  private static Map<String, Object> parameters(
      String objective,
      int classes,
      int depth,
      int parallel,
      String method,
      SplittableRandom random) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", objective);
    parameters.put("nthread", 1);
    parameters.put("verbosity", 0);
    parameters.put("seed", random.nextInt(1000));
    parameters.put("max_depth", depth);
    parameters.put("num_parallel_tree", parallel);
    parameters.put("subsample", 0.8);
    parameters.put("tree_method", method);
    parameters.put("gamma", random.nextInt(3) == 0 ? 0.5 : 0);
    if (classes > 0) {
      parameters.put("num_class", classes);
    }
    if (random.nextBoolean() && objective.equals("binary:logistic")) {
      parameters.put("base_score", random.nextDouble(0.01, 0.99));
    }
    return parameters;
  }

  private static float[] labels(
      float[][] rows, String objective, int classes, SplittableRandom random) {
    float[] labels = new float[rows.length];
    for (int r = 0; r < rows.length; r++) {
      double sum = random.nextDouble(-1, 1);
      for (float x : rows[r]) {
        sum += Float.isNaN(x) ? 0.7 : x;
      }
      labels[r] =
          switch (objective) {
            case "reg:squarederror" -> (float) sum;
            case "binary:logistic" -> sum > 0 ? 1 : 0;
            default -> Math.floorMod((int) Math.floor(sum), classes);
          };
    }
    return labels;
  }
}
