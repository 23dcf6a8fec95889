package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A machine that gives no thread.
class CourierTest {
  @Test
  void aThreadThatCannotBeStartedCostsItsLineCountedAndNoLaterOne() {
    try (FakeFirehose firehose = new FakeFirehose()) {
      TestWorld world = new TestWorld(firehose.url());
      Ledger ledger = new Ledger(Examples.settings(), world.surroundings().clock(), world.out::add);
      AtomicBoolean exhausted = new AtomicBoolean(true);
      Courier courier =
          new Courier(
              new Connection(
                  () ->
                      new FirehoseDelivery("lines", world.surroundings(), ledger, TestWorld.LONG)),
              ledger,
              Duration.ofSeconds(20),
              1000,
              work -> {
                if (exhausted.get()) {
                  throw new OutOfMemoryError("unable to create native thread");
                }
                return Thread.ofPlatform().daemon().unstarted(work);
              });
      for (int i = 0; i < 6; i++) {
        ledger.offered();
        courier.deliver(Examples.line(i).write());
      }
      assertThat(ledger.counts()).isEqualTo(new Counts(6, 0, 6));
      assertThat(courier.drain(Duration.ofMillis(100))).isTrue();

      exhausted.set(false);
      ledger.offered();
      courier.deliver(Examples.line(7).write());
      assertThat(ledger.counts()).isEqualTo(new Counts(7, 1, 6));
      courier.close();
    }
  }
}
