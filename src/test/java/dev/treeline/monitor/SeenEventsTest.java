package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
  @Test
  void eventIsNewOnce() {
    SeenEvents seen = new SeenEvents();

    assertThat(seen.add("a")).isTrue();
    assertThat(seen.add("b")).isTrue();
    assertThat(seen.add("a")).isFalse();
    assertThat(seen.add("")).isTrue();
    assertThat(seen.add("")).isFalse();
  }

  @Test
  void thousandsOfIdsAreAllKnownAndNoneIsTakenForAnother() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    String[] ids = new String[50_000];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new UUID(random.nextLong(), random.nextLong()).toString();
    }
    SeenEvents seen = new SeenEvents();

    for (String id : ids) {
      assertThat(seen.add(id)).as(id).isTrue();
    }
    for (String id : ids) {
      assertThat(seen.add(id)).as(id).isFalse();
    }
  }

  @Test
  void lastGenerationIsRememberedAndOlderOnesAreForgotten() {
    SeenEvents seen = new SeenEvents(100);
    for (int i = 0; i < 250; i++) {
      seen.add("id" + i);
    }

    for (int i = 150; i < 250; i++) {
      assertThat(seen.add("id" + i)).as("id" + i).isFalse();
    }
    assertThat(seen.add("id0")).isTrue();
  }
}
