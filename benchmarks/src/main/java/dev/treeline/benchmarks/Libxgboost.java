package dev.treeline.benchmarks;

import static dev.treeline.benchmarks.XgboostLibrary.check;
import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The newest libxgboost through its C interface: what xgboost4j's older library would be at best.
/// One thread, `XGBoosterPredictFromDense`, a buffer that is kept.
final class Libxgboost implements Peer {
  private static final String CONFIG =
      """
      {"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "missing": NaN,
       "strict_shape": false, "cache_id": 0}""";

  private final XgboostLibrary library;
  private final MethodHandle predict;
  private final MemorySegment config;
  private final int outputs;

  Libxgboost(Sample sample) {
    outputs = sample.outputs();
    library = new XgboostLibrary(sample);
    config = library.text(CONFIG);
    predict =
        library.function(
            "XGBoosterPredictFromDense",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS);
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    predict(row, 1, predictions);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment array = library.array(call, rows, count);
      check(
          (int)
              predict.invokeExact(
                  library.booster,
                  array,
                  config,
                  MemorySegment.NULL,
                  library.shape,
                  library.dimensions,
                  library.result));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    library.copyResult(count * outputs, predictions);
  }

  @Override
  public void close() {
    library.close();
  }
}
