package dev.treeline.local;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// The native library behind xgboost4j: trains, and is the truth that scores are held to.
final class Xgboost {
  private static final String LIBGOMP =
      "xgboost4j needs the system library libgomp.so.1: install the package libgomp1 (Debian,"
          + " Ubuntu) or libgomp (Amazon Linux, Fedora)";

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

  /// What libxgboost answers for every row, by way of a DMatrix: with dropped trees (DART) its other
  /// way rounds differently.
  ///
  /// @param model a model file
  /// @param treeLimit trees of each output group that are scored, 0 for all
  static Scores score(byte[] model, Rows rows, int treeLimit) {
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

  /// Margins and predictions, one array a row.
  static final class Scores {
    private final float[][] margins;
    private final float[][] predictions;

    Scores(float[][] margins, float[][] predictions) {
      this.margins = margins;
      this.predictions = predictions;
    }

    float[] margins(int row) {
      return margins[row];
    }

    float[] predictions(int row) {
      return predictions[row];
    }
  }
}
