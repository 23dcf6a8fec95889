package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
  private static final long TIME = 1_770_000_000;

  private static boolean add(SeenEvents seen, String id, long time) {
    return seen.add(EventIds.hash(id), time);
  }

  @Test
  void eventIsNewOnce() {
    SeenEvents seen = new SeenEvents();

    assertThat(add(seen, "a", TIME)).isTrue();
    assertThat(add(seen, "b", TIME)).isTrue();
    assertThat(add(seen, "a", TIME)).isFalse();
    assertThat(add(seen, "", TIME)).isTrue();
    assertThat(add(seen, "", TIME)).isFalse();
  }

  @Test
  void sameIdAtAnotherTimeIsAnotherEvent() {
    SeenEvents seen = new SeenEvents();

    assertThat(add(seen, "a", TIME)).isTrue();
    assertThat(add(seen, "a", TIME + 1)).isTrue();
    assertThat(add(seen, "a", TIME + 7200)).isTrue();
    assertThat(add(seen, "a", TIME + 1)).isFalse();
  }

  @Test
  void idInBytesIsTheSameId() {
    byte[] line = "..event-1..".getBytes(StandardCharsets.US_ASCII);

    assertThat(EventIds.hash(line, 2, 9)).isEqualTo(EventIds.hash("event-1"));
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
      assertThat(add(seen, id, TIME)).as(id).isTrue();
    }
    for (String id : ids) {
      assertThat(add(seen, id, TIME)).as(id).isFalse();
    }
    assertThat(seen.size()).isEqualTo(ids.length);
  }

  @Test
  void everyEventIsNewToOneOfManyThreadsOnly() {
    SeenEvents seen = new SeenEvents();

    long fresh =
        IntStream.range(0, 200_000)
            .parallel()
            .filter(i -> add(seen, "id" + i % 50_000, TIME + i % 50_000))
            .count();

    assertThat(fresh).isEqualTo(50_000);
  }

  @Test
  void hoursThatNoFileCanHoldAreForgottenAndTheOthersAreNot() {
    SeenEvents seen = new SeenEvents();
    add(seen, "a", TIME);
    add(seen, "b", TIME + 3600);

    seen.forgetBefore((TIME + 3600) / 3600);

    assertThat(seen.size()).isEqualTo(1);
    assertThat(add(seen, "b", TIME + 3600)).isFalse();
    assertThat(add(seen, "a", TIME)).isTrue();
  }

  @Test
  void earliestHourGoesWhereThereAreTooMany() {
    SeenEvents seen = new SeenEvents(100);
    for (int i = 0; i < 60; i++) {
      add(seen, "early" + i, TIME);
    }
    for (int i = 0; i < 60; i++) {
      add(seen, "late" + i, TIME + 3600);
    }

    assertThat(seen.size()).isEqualTo(60);
    for (int i = 0; i < 60; i++) {
      assertThat(add(seen, "late" + i, TIME + 3600)).isFalse();
    }
  }
}
