package dev.treeline.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tasks on several threads, whose results are taken in the order of the tasks. However many tasks
/// there are, at most two a thread are begun and not yet taken. To be used by one thread.
///
/// @param <T> what a task gives
final class OrderedWork<T> implements AutoCloseable {
  private final int most;
  private final ExecutorService pool;
  private final Consumer<? super T> results;
  private final Deque<CompletableFuture<T>> begun = new ArrayDeque<>();

  /// @param threads at least 1; with 1 a task is done by whoever adds it
  /// @param results takes the results, on the thread that adds the tasks
  OrderedWork(int threads, Consumer<? super T> results) {
    this.most = threads == 1 ? 0 : 2 * threads;
    this.results = results;
    pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
  }

  /// Adds a task, and waits for older ones while too many are begun.
  ///
  /// @throws RuntimeException what an older task threw
  void add(Supplier<T> task) {
    if (most == 0) {
      results.accept(task.get());
      return;
    }
    if (begun.size() == most) {
      take();
    }
    begun.add(CompletableFuture.supplyAsync(task, pool));
  }

  /// Waits until all is done and taken.
  ///
  /// @throws RuntimeException what a task threw
  void finish() {
    while (!begun.isEmpty()) {
      take();
    }
  }

  private void take() {
    T result;
    try {
      result = begun.remove().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
    results.accept(result);
  }

  /// Gives up what is not done.
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
