package dev.treeline.benchmarks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The newest libxgboost, that of the Python package, through its C interface: what xgboost4j's
/// older library would be at best. One thread, `XGBoosterPredictFromDense`, a buffer that is kept.
// Restricted: all of java.lang.foreign that reaches native code is.
@SuppressWarnings("restricted")
final class Libxgboost implements Peer {
  /// The system property that names the library.
  static final String LIBRARY = "treeline.libxgboost";

  private static final String CONFIG =
      """
      {"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "missing": NaN,
       "strict_shape": false, "cache_id": 0}""";

  private final Arena arena = Arena.ofConfined();
  private final SymbolLookup library;
  private final MethodHandle predict;
  private final MemorySegment booster;
  private final MemorySegment config = arena.allocateFrom(CONFIG);
  private final MemorySegment shape = arena.allocate(ADDRESS);
  private final MemorySegment dimensions = arena.allocate(JAVA_LONG);
  private final MemorySegment result = arena.allocate(ADDRESS);
  private final int features;
  private final int outputs;
  private MemorySegment buffer = arena.allocate(JAVA_FLOAT);

  Libxgboost(Sample sample) {
    String file = System.getProperty(LIBRARY, "");
    if (file.isEmpty()) {
      throw new IllegalStateException("the property " + LIBRARY + " names no library");
    }
    features = sample.features();
    outputs = sample.outputs();
    library = SymbolLookup.libraryLookup(Path.of(file), arena);
    predict =
        function(
            "XGBoosterPredictFromDense",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS);
    booster = load(sample);
  }

  private MemorySegment load(Sample sample) {
    MemorySegment handle = arena.allocate(ADDRESS);
    MemorySegment file = arena.allocateFrom(sample.file(".ubj").toString());
    try {
      check(
          (int)
              function("XGBoosterCreate", ADDRESS, JAVA_LONG, ADDRESS)
                  .invokeExact(MemorySegment.NULL, 0L, handle));
      MemorySegment created = handle.get(ADDRESS, 0);
      check((int) function("XGBoosterLoadModel", ADDRESS, ADDRESS).invokeExact(created, file));
      check(
          (int)
              function("XGBoosterSetParam", ADDRESS, ADDRESS, ADDRESS)
                  .invokeExact(created, arena.allocateFrom("nthread"), arena.allocateFrom("1")));
      return created;
    } catch (Throwable e) {
      throw new IllegalStateException(sample.name(), e);
    }
  }

  private MethodHandle function(String name, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("libxgboost answers " + status);
    }
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    predict(row, 1, predictions);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    if (buffer.byteSize() < (long) rows.length * Float.BYTES) {
      buffer = arena.allocate(JAVA_FLOAT, rows.length);
    }
    MemorySegment.copy(rows, 0, buffer, JAVA_FLOAT, 0, rows.length);
    try (Arena call = Arena.ofConfined()) {
      MemorySegment array = call.allocateFrom(arrayInterface(count));
      check(
          (int)
              predict.invokeExact(
                  booster, array, config, MemorySegment.NULL, shape, dimensions, result));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    long scores = (long) count * outputs;
    MemorySegment values = result.get(ADDRESS, 0).reinterpret(scores * Float.BYTES);
    MemorySegment.copy(values, JAVA_FLOAT, 0, predictions, 0, (int) scores);
  }

  private String arrayInterface(int count) {
    return "{\"data\": ["
        + buffer.address()
        + ", true], \"shape\": ["
        + count
        + ", "
        + features
        + "], \"typestr\": \"<f4\", \"version\": 3}";
  }

  @Override
  public void close() {
    try {
      check((int) function("XGBoosterFree", ADDRESS).invokeExact(booster));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    arena.close();
  }
}
