package dev.treeline.benchmarks;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// xgboost4j's `predictContrib`, of a `DMatrix` made and disposed of for each call.
final class Xgboost4jContributions implements Peer {
  /// All trees.
  private static final int NO_LIMIT = 0;

  private final Booster booster;
  private final int features;

  Xgboost4jContributions(Sample sample) {
    booster = Xgboost4jInplace.load(sample);
    features = sample.features();
  }

  @Override
  public void predict(float[] row, float[] contributions) {
    predict(row, 1, contributions);
  }

  @Override
  public void predict(float[] rows, int count, float[] contributions) {
    try {
      DMatrix matrix = new DMatrix(rows, count, features, Float.NaN);
      try {
        Xgboost4jInplace.flatten(booster.predictContrib(matrix, NO_LIMIT), contributions);
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
