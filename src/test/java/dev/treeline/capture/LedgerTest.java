package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import org.junit.jupiter.api.Test;

/// offered = delivered + dropped + waiting, the end of the process included.
class LedgerTest {
  private final TestWorld world = new TestWorld("http://127.0.0.1:1");
  private final Ledger ledger =
      new Ledger(Examples.settings(), world.surroundings().clock(), world.out::add);

  @Test
  void whatWasAbandonedIsCountedOnceAndWhatComesLaterIsCountedToo() {
    for (int i = 0; i < 3; i++) {
      ledger.offered();
    }
    ledger.delivered(1);
    ledger.abandon("the end");
    assertThat(ledger.counts()).isEqualTo(new Counts(3, 1, 2));

    ledger.offered();
    ledger.refused("closed");
    assertThat(ledger.counts()).isEqualTo(new Counts(4, 1, 3));

    ledger.delivered(1);
    ledger.dropped(1, "late");
    assertThat(ledger.counts()).as("abandoned before").isEqualTo(new Counts(4, 1, 3));
    ledger.tell();
    assertThat(world.metrics()).singleElement().asString().contains("\"CaptureDropped\":3");
  }

  @Test
  void aLineAbandonedBetweenItsOfferAndItsRefusalIsCountedOnce() {
    ledger.offered();
    ledger.abandon("the end");
    ledger.refused("closed");
    assertThat(ledger.counts()).isEqualTo(new Counts(1, 0, 1));
    ledger.offered();
    ledger.dropped(1, "later");
    assertThat(ledger.counts()).isEqualTo(new Counts(2, 0, 2));
  }
}
