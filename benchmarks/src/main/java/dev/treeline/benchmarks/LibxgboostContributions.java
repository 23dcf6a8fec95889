package dev.treeline.benchmarks;

import static dev.treeline.benchmarks.XgboostLibrary.check;
import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The newest libxgboost's contributions. They need a `DMatrix`, made and freed for each call: one
/// that is kept would be answered from a cache.
final class LibxgboostContributions implements Peer {
  /// Type 2 are the contributions.
  private static final String CONFIG =
      """
      {"type": 2, "training": false, "iteration_begin": 0, "iteration_end": 0,
       "strict_shape": false}""";

  private final XgboostLibrary library;
  private final MethodHandle create;
  private final MethodHandle predict;
  private final MethodHandle free;
  private final MemorySegment config;
  private final MemorySegment matrixConfig;
  private final MemorySegment matrix;
  private final int values;

  LibxgboostContributions(Sample sample) {
    values = Explain.values(sample);
    library = new XgboostLibrary(sample);
    create = library.function("XGDMatrixCreateFromDense", ADDRESS, ADDRESS, ADDRESS);
    predict =
        library.function(
            "XGBoosterPredictFromDMatrix", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    free = library.function("XGDMatrixFree", ADDRESS);
    config = library.text(CONFIG);
    matrixConfig = library.text("{\"missing\": NaN, \"nthread\": 1}");
    matrix = library.pointer();
  }

  @Override
  public void predict(float[] row, float[] contributions) {
    predict(row, 1, contributions);
  }

  @Override
  public void predict(float[] rows, int count, float[] contributions) {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment array = library.array(call, rows, count);
      check((int) create.invokeExact(array, matrixConfig, matrix));
      MemorySegment made = matrix.get(ADDRESS, 0);
      check(
          (int)
              predict.invokeExact(
                  library.booster,
                  made,
                  config,
                  library.shape,
                  library.dimensions,
                  library.result));
      library.copyResult(count * values, contributions);
      check((int) free.invokeExact(made));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    library.close();
  }
}
