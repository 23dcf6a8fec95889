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
      String message = Optional.ofNullable(e.getMessage()).orElse("failed");
      throw new CommandException("xgboost: " + message.lines().findFirst().orElse(message), e);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new CommandException(LIBGOMP, e);
    }
  }

  /// The features of a table; the caller disposes of it.
  static DMatrix matrix(TrainingTable table) throws XGBoostError {
    return new DMatrix(table.values(), table.rows(), table.width(), Float.NaN);
  }

  /// What libxgboost answers for every row of a table.
  ///
  /// @param model a model file
  static Scores score(byte[] model, TrainingTable table) {
    return run(
        () -> {
          Booster booster = XGBoost.loadModel(new ByteArrayInputStream(model));
          DMatrix matrix = matrix(table);
          try {
            booster.setParam("nthread", "1");
            return new Scores(booster.predict(matrix, true), booster.predict(matrix));
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
