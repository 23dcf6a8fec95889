package dev.treeline.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// ONNX Runtime with one thread and one session; a tensor for each call, and of the outputs only
/// the probabilities.
///
/// The ONNX model of a `binary:logistic` booster has two classes: the second is what XGBoost
/// predicts.
final class OnnxRuntime implements Peer {
  private static final Set<String> PROBABILITIES = Set.of("probabilities");

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final int features;
  private final int outputs;

  OnnxRuntime(Sample sample) {
    features = sample.features();
    outputs = sample.outputs();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(sample.bytes(".onnx"), options);
    } catch (OrtException e) {
      throw new IllegalStateException(sample.name(), e);
    }
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    predict(row, 1, predictions);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    try (var tensor = tensor(rows, count);
        var result = session.run(Map.of("row", tensor), PROBABILITIES)) {
      FloatBuffer probabilities = ((OnnxTensor) result.get(0)).getFloatBuffer();
      if (outputs > 1) {
        probabilities.get(predictions, 0, count * outputs);
        return;
      }
      for (int row = 0; row < count; row++) {
        predictions[row] = probabilities.get(2 * row + 1);
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private OnnxTensor tensor(float[] rows, int count) throws OrtException {
    return OnnxTensor.createTensor(
        environment, FloatBuffer.wrap(rows), new long[] {count, features});
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
