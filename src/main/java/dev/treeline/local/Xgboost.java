package dev.treeline.local;

import dev.treeline.booster.FileVersion;
import dev.treeline.forest.Inspection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// The native library behind xgboost4j: trains, and is the truth that scores are held to.
final class Xgboost {
  private static final String LIBGOMP =
      "xgboost4j needs the system library libgomp.so.1: install the package libgomp1 (Debian,"
          + " Ubuntu) or libgomp (Amazon Linux, Fedora)";

  private static final FileVersion LEAVES_MOVED = new FileVersion(3, 2, 0);
  private static final FileVersion WEIGHTS_MOVED = new FileVersion(3, 3, 0);
  private static final FileVersion SORTED = new FileVersion(3, 4, 0);

  private Xgboost() {}

  /// Work with the native library.
  @FunctionalInterface
  interface Work<T> {
    T get() throws XGBoostError, IOException;
  }

  /// Runs native work; its failures become one sentence each.
  static <T> T run(Work<T> work) {
    try {
      return work.get();
    } catch (XGBoostError | IOException e) {
      throw new CommandException("xgboost: " + sentence(e), e);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new CommandException(LIBGOMP, e);
    }
  }

  /// The library's messages start with time and source line, and go on with a stack trace.
  private static String sentence(Exception e) {
    String message = Optional.ofNullable(e.getMessage()).orElse("failed");
    String first = message.lines().filter(line -> !line.isBlank()).findFirst().orElse(message);
    return first.replaceFirst("^\\[[0-9:]+] \\S+:[0-9]+: ", "");
  }

  /// The features of a table; the caller disposes of it.
  static DMatrix matrix(Rows rows) throws XGBoostError {
    return new DMatrix(rows.values(), rows.count(), rows.width(), Float.NaN);
  }

  /// Reads a model, to predict on one thread; the caller disposes of it.
  static Booster booster(byte[] model) {
    return run(
        () -> {
          Booster booster = XGBoost.loadModel(new ByteArrayInputStream(model));
          booster.setParam("nthread", "1");
          return booster;
        });
  }

  /// What libxgboost answers for every row.
  ///
  /// @param model a model file
  /// @param rounds how many boosting rounds are scored, 0 for all
  /// @throws CommandException if the library cannot load it, or would misread it
  static Scores score(byte[] model, Rows rows, int rounds) {
    Inspection said = Inspection.read("model", model);
    requireRead(said);
    int treeLimit = rounds * parallel(said);
    List<Float> scores = baseScores(said);
    Scores answers = answers(withBaseScore(model, said, 0, scores), rows, treeLimit);
    for (int g = 1; g < scores.size(); g++) {
      if (!scores.get(g).equals(scores.get(0))) {
        if (said.objective().startsWith("multi:")) {
          throw unable("a base_score of its own for each class");
        }
        answers.take(g, answers(withBaseScore(model, said, g, scores), rows, treeLimit));
      }
    }
    return answers;
  }

  /// By way of a DMatrix: with dropped trees (DART) the other way rounds differently.
  private static Scores answers(byte[] model, Rows rows, int treeLimit) {
    Booster booster = booster(model);
    return run(
        () -> {
          DMatrix matrix = matrix(rows);
          try {
            return new Scores(
                booster.predict(matrix, true, treeLimit),
                booster.predict(matrix, false, treeLimit));
          } finally {
            matrix.dispose();
            booster.dispose();
          }
        });
  }

  /// The numbers of a base_score that is a list; empty when it is a number.
  private static List<Float> baseScores(Inspection said) {
    String list = said.baseScore();
    return list.startsWith("[")
        ? Stream.of(list.substring(1, list.length() - 1).split(",", -1))
            .map(number -> Float.valueOf(number.strip()))
            .toList()
        : List.of();
  }

  /// The file as the library reads it to score the same.
  ///
  /// @throws CommandException if there is no way to
  static byte[] readable(byte[] model, Inspection said) {
    requireRead(said);
    List<Float> scores = baseScores(said);
    if (scores.stream().distinct().count() > 1) {
      throw unable("a base_score of its own for each output");
    }
    return withBaseScore(model, said, 0, scores);
  }

  private static byte[] withBaseScore(
      byte[] model, Inspection said, int group, List<Float> scores) {
    return scores.isEmpty()
        ? model
        : ScalarBaseScore.of(model, said.baseScore(), scores.get(group));
  }

  /// Trees that a round grows for each output group.
  private static int parallel(Inspection said) {
    return said.rounds() == 0 ? 1 : said.shape().trees() / (said.rounds() * said.groups());
  }

  /// Refuses files that the library would load and then score otherwise than the XGBoost that wrote
  /// them.
  private static void requireRead(Inspection said) {
    if (said.kind() == Inspection.Kind.WEIGHTED_TREES && said.version().atLeast(WEIGHTS_MOVED)) {
      throw unable("the weights of dropped trees (DART) of XGBoost 3.3 and later");
    }
    if (said.shape().leafSize() > 1 && said.version().atLeast(LEAVES_MOVED)) {
      throw unable("the leaf vectors of XGBoost 3.2 and later");
    }
    if (said.objective().equals("reg:quantileerror") && said.version().atLeast(SORTED)) {
      throw unable("that XGBoost 3.4 and later sorts quantiles");
    }
  }

  private static CommandException unable(String what) {
    return new CommandException("xgboost4j 3.0.4 does not know " + what);
  }

  /// Margins and predictions, one array a row.
  static final class Scores {
    private final float[][] margins;
    private final float[][] predictions;

    Scores(float[][] margins, float[][] predictions) {
      this.margins = margins;
      this.predictions = predictions;
    }

    /// Takes one output from others.
    void take(int group, Scores others) {
      for (int row = 0; row < margins.length; row++) {
        margins[row][group] = others.margins[row][group];
        predictions[row][group] = others.predictions[row][group];
      }
    }

    float[] margins(int row) {
      return margins[row];
    }

    float[] predictions(int row) {
      return predictions[row];
    }
  }
}
