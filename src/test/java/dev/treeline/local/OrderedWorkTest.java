package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedWorkTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void resultsComeInTheOrderOfTheTasksAndFewAreEverWaiting(int threads) {
    List<Integer> taken = new ArrayList<>();
    AtomicInteger waiting = new AtomicInteger();
    int most = 0;
    try (OrderedWork<Integer> work =
        new OrderedWork<>(
            threads,
            result -> {
              waiting.decrementAndGet();
              taken.add(result);
            })) {
      for (int i = 0; i < 500; i++) {
        int task = i;
        waiting.incrementAndGet();
        work.add(
            () -> {
              LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(50_000));
              return task;
            });
        most = Math.max(most, waiting.get());
      }
      work.finish();
    }

    assertThat(taken).isEqualTo(IntStream.range(0, 500).boxed().toList());
    assertThat(most).isLessThanOrEqualTo(2 * threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatATaskThrowsReachesWhoeverAddedIt(int threads) {
    try (OrderedWork<Integer> work = new OrderedWork<>(threads, result -> {})) {
      assertThatThrownBy(
              () -> {
                work.add(
                    () -> {
                      throw new CommandException("this row");
                    });
                work.finish();
              })
          .isInstanceOf(CommandException.class)
          .hasMessage("this row");
    }
  }

  @Test
  void withOneThreadTheCallerWorks() {
    List<Thread> workers = new ArrayList<>();
    try (OrderedWork<Thread> work = new OrderedWork<>(1, workers::add)) {
      work.add(Thread::currentThread);
    }

    assertThat(workers).containsExactly(Thread.currentThread());
  }
}
