package dev.treeline.benchmarks;

import biz.k11i.xgboost.Predictor;
import biz.k11i.xgboost.util.FVec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// H2O's predictor in plain Java, which reads the old binary format only. It has no batches.
final class H2oPredictor implements Peer {
  private final Predictor predictor;
  private final int features;
  private final int outputs;

  H2oPredictor(Sample sample) {
    features = sample.features();
    outputs = sample.outputs();
    try {
      predictor = new Predictor(new ByteArrayInputStream(sample.bytes(".bin")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    FVec values = FVec.Transformer.fromArray(row, false);
    if (outputs == 1) {
      predictions[0] = predictor.predictSingle(values);
    } else {
      System.arraycopy(predictor.predict(values), 0, predictions, 0, outputs);
    }
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    float[] scores = new float[outputs];
    for (int row = 0; row < count; row++) {
      predict(Arrays.copyOfRange(rows, row * features, (row + 1) * features), scores);
      System.arraycopy(scores, 0, predictions, row * outputs, outputs);
    }
  }
}
