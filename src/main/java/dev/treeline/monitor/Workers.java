package dev.treeline.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/// Threads that each fill a part of their own; the parts are added up at the end.
///
/// As wide tables need as much more memory a thread, they get fewer: no more than [#CELLS] columns
/// are being counted at a time.
///
/// @param <P> a part
final class Workers<P> {
  private static final int CELLS = 3_000;

  private final int threads;

  /// @param threads at most
  /// @param columns of a part
  Workers(int threads, int columns) {
    this.threads = Math.clamp(CELLS / Math.max(1, columns), 1, Math.max(1, threads));
  }

  /// What a thread does.
  ///
  /// @param <P> a part
  @FunctionalInterface
  interface Work<P> {
    void fill(P part) throws IOException;
  }

  /// Fills parts until all threads have ended.
  ///
  /// @throws IOException the first one that a thread met; the others are interrupted
  P run(Supplier<P> parts, Work<P> work, BinaryOperator<P> plus) throws IOException {
    if (threads == 1) {
      P part = parts.get();
      work.fill(part);
      return part;
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<P>> filled = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        filled.add(
            pool.submit(
                () -> {
                  P part = parts.get();
                  work.fill(part);
                  return part;
                }));
      }
      try {
        return sum(filled, plus);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private static <P> P sum(List<Future<P>> filled, BinaryOperator<P> plus) throws IOException {
    P sum = result(filled.getFirst());
    for (Future<P> part : filled.subList(1, filled.size())) {
      sum = plus.apply(sum, result(part));
    }
    return sum;
  }

  private static <P> P result(Future<P> part) throws IOException {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading captures", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
