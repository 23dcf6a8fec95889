package dev.treeline.forest;

import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// libxgboost in this process, on one thread: trains, and is the truth for what its models predict.
final class Xgboost implements AutoCloseable {
  private final Booster booster;

  private Xgboost(Booster booster) {
    this.booster = booster;
  }

  /// @param rows row after row, `NaN` where a value is missing
  /// @param labels one a row
  static Xgboost train(float[][] rows, float[] labels, Map<String, Object> parameters, int rounds) {
    return of(
        () -> {
          var table = new DMatrix(flat(rows), rows.length, rows[0].length, Float.NaN);
          try {
            table.setLabel(labels);
            return new Xgboost(XGBoost.train(table, parameters, rounds, Map.of(), null, null));
          } finally {
            table.dispose();
          }
        });
  }

  /// @param form `json` or `ubj`
  byte[] save(String form) {
    return of(() -> booster.toByteArray(form));
  }

  float[][] margins(float[][] rows) {
    return of(
        () ->
            booster.inplace_predict(
                flat(rows),
                rows.length,
                rows[0].length,
                Float.NaN,
                new int[] {0, 0},
                Booster.PredictionType.kMargin,
                null));
  }

  float[][] predictions(float[][] rows) {
    return of(() -> booster.inplace_predict(flat(rows), rows.length, rows[0].length, Float.NaN));
  }

  /// The same by way of a DMatrix, which refuses infinite values.
  float[][] predictionsOfMatrix(float[][] rows) {
    return of(
        () -> {
          var table = new DMatrix(flat(rows), rows.length, rows[0].length, Float.NaN);
          try {
            return booster.predict(table);
          } finally {
            table.dispose();
          }
        });
  }

  /// Exact contributions, each group's bias last.
  float[][] contributions(float[][] rows) {
    return of(
        () -> {
          var table = new DMatrix(flat(rows), rows.length, rows[0].length, Float.NaN);
          try {
            return booster.predictContrib(table, 0);
          } finally {
            table.dispose();
          }
        });
  }

  @Override
  public void close() {
    booster.dispose();
  }

  private interface Call<T> {
    T run() throws XGBoostError;
  }

  private static <T> T of(Call<T> call) {
    try {
      return call.run();
    } catch (XGBoostError e) {
      throw new AssertionError(e);
    } catch (LinkageError e) {
      throw new AssertionError(
          "xgboost4j cannot start: it needs the system package libgomp1"
              + " (apt-get install libgomp1)",
          e);
    }
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * rows[0].length, rows[0].length);
    }
    return flat;
  }
}
