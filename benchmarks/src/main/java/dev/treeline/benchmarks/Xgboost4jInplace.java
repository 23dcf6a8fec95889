package dev.treeline.benchmarks;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// xgboost4j's `inplace_predict`: no `DMatrix`, the fastest that it has for dense rows.
final class Xgboost4jInplace implements Peer {
  private final Booster booster;
  private final int features;

  Xgboost4jInplace(Sample sample) {
    booster = load(sample);
    features = sample.features();
  }

  /// A booster with one thread: more make single rows slower, and comparisons unfair.
  static Booster load(Sample sample) {
    try {
      Booster booster = XGBoost.loadModel(sample.file(".ubj").toString());
      booster.setParam("nthread", 1);
      return booster;
    } catch (XGBoostError e) {
      throw new IllegalStateException(sample.name(), e);
    }
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    predict(row, 1, predictions);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    try {
      flatten(booster.inplace_predict(rows, count, features, Float.NaN), predictions);
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  static void flatten(float[][] rows, float[] predictions) {
    int at = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, predictions, at, row.length);
      at += row.length;
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
