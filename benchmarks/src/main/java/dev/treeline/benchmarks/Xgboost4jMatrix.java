package dev.treeline.benchmarks;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// xgboost4j as most use it: a `DMatrix` of the rows, made and disposed of for each call, then
/// `predict`. One matrix predicted again and again would be answered from a cache.
final class Xgboost4jMatrix implements Peer {
  private final Booster booster;
  private final int features;

  Xgboost4jMatrix(Sample sample) {
    booster = Xgboost4jInplace.load(sample);
    features = sample.features();
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    predict(row, 1, predictions);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    try {
      DMatrix matrix = new DMatrix(rows, count, features, Float.NaN);
      try {
        Xgboost4jInplace.flatten(booster.predict(matrix), predictions);
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
