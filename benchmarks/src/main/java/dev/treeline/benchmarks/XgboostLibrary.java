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

/// The newest libxgboost, that of the Python package, with one model loaded and one thread.
///
/// What its functions are given and give back is here; which of them are called is up to the peers.
// Restricted: all of java.lang.foreign that reaches native code is.
@SuppressWarnings("restricted")
final class XgboostLibrary implements AutoCloseable {
  /// The system property that names the library.
  static final String LIBRARY = "treeline.libxgboost";

  /// Where a prediction's shape, its number of dimensions and its values are put.
  final MemorySegment shape;

  final MemorySegment dimensions;
  final MemorySegment result;

  /// The model.
  final MemorySegment booster;

  private final Arena arena = Arena.ofConfined();
  private final SymbolLookup library;
  private final int features;
  private MemorySegment buffer = arena.allocate(JAVA_FLOAT);

  XgboostLibrary(Sample sample) {
    String file = System.getProperty(LIBRARY, "");
    if (file.isEmpty()) {
      throw new IllegalStateException("the property " + LIBRARY + " names no library");
    }
    features = sample.features();
    shape = arena.allocate(ADDRESS);
    dimensions = arena.allocate(JAVA_LONG);
    result = arena.allocate(ADDRESS);
    library = SymbolLookup.libraryLookup(Path.of(file), arena);
    booster = load(sample);
  }

  private MemorySegment load(Sample sample) {
    MemorySegment handle = arena.allocate(ADDRESS);
    try {
      check(
          (int)
              function("XGBoosterCreate", ADDRESS, JAVA_LONG, ADDRESS)
                  .invokeExact(MemorySegment.NULL, 0L, handle));
      MemorySegment created = handle.get(ADDRESS, 0);
      check(
          (int)
              function("XGBoosterLoadModel", ADDRESS, ADDRESS)
                  .invokeExact(created, text(sample.file(".ubj").toString())));
      check(
          (int)
              function("XGBoosterSetParam", ADDRESS, ADDRESS, ADDRESS)
                  .invokeExact(created, text("nthread"), text("1")));
      return created;
    } catch (Throwable e) {
      throw new IllegalStateException(sample.name(), e);
    }
  }

  /// A function that answers with a status, see [#check].
  MethodHandle function(String name, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("libxgboost answers " + status);
    }
  }

  /// Text for as long as the library is open.
  MemorySegment text(String text) {
    return arena.allocateFrom(text);
  }

  /// A pointer for as long as the library is open.
  MemorySegment pointer() {
    return arena.allocate(ADDRESS);
  }

  /// Rows as the library takes them, until the next call: copied to a buffer that is kept.
  ///
  /// @param call where the description is
  MemorySegment array(Arena call, float[] rows, int count) {
    if (buffer.byteSize() < (long) rows.length * Float.BYTES) {
      buffer = arena.allocate(JAVA_FLOAT, rows.length);
    }
    MemorySegment.copy(rows, 0, buffer, JAVA_FLOAT, 0, rows.length);
    return call.allocateFrom(
        "{\"data\": ["
            + buffer.address()
            + ", true], \"shape\": ["
            + count
            + ", "
            + features
            + "], \"typestr\": \"<f4\", \"version\": 3}");
  }

  /// Copies the values that the last prediction gave.
  void copyResult(int count, float[] values) {
    MemorySegment found = result.get(ADDRESS, 0).reinterpret((long) count * Float.BYTES);
    MemorySegment.copy(found, JAVA_FLOAT, 0, values, 0, count);
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
