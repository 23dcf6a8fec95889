package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.capture.FakeFirehose.Answer;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream that fails in every way it can: requests = lines in the sink, once each after
/// de-duplication, + counted drops, from the first request on.
///
/// Attempts have no timeout here: one that was given up may have arrived, and nobody can tell.
class StormTest {
  private static final int REQUESTS = 300;

  private FakeFirehose firehose;
  private TestWorld world;

  @BeforeEach
  void start() {
    firehose = new FakeFirehose();
    world = new TestWorld(firehose.url());
  }

  @AfterEach
  void stop() {
    firehose.close();
  }

  /// Refuses 30 % of the records, throttles, answers 500, drops connections, and hangs now and
  /// then.
  private static Answer any(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new Answer.Fail(400, "ThrottlingException");
      case 1 -> new Answer.Fail(500, "InternalFailure");
      case 2 -> new Answer.Fail(503, "ServiceUnavailableException");
      case 3 -> new Answer.Drop();
      case 4 -> random.nextInt(4) == 0 ? new Answer.Hang(Duration.ofSeconds(2)) : new Answer.Drop();
      case 5 -> new Answer.Fail(400, "InvalidArgumentException");
      default -> new Answer.RefuseSome(_ -> random.nextInt(10) < 3);
    };
  }

  private void storm(long seed) {
    Random random = new Random(seed);
    firehose.always(
        () -> {
          synchronized (random) {
            return any(random);
          }
        });
  }

  private Set<String> sink() {
    Set<String> ids = new HashSet<>();
    firehose.lines().forEach(line -> ids.add(line.eventId()));
    return ids;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyLineIsInTheSinkOrCountedAndNoReplyWaitsPastItsDeadline(long seed) {
    storm(seed);
    AtomicLong longest = new AtomicLong();
    Capture capture =
        Captures.open(
            Examples.settings("TREELINE_CAPTURE", "sync", "TREELINE_CAPTURE_STREAM", "lines"),
            new Surroundings(
                InstantSource.system(),
                new Random(seed),
                world.surroundings().firehose(),
                Thread::sleep,
                world.out::add),
            TestWorld.LONG);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      CompletableFuture.allOf(
              IntStream.range(0, REQUESTS)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () -> {
                                long before = System.nanoTime();
                                capture.accept(Examples.line(i));
                                long nanos = System.nanoTime() - before;
                                if (i >= 10) {
                                  longest.accumulateAndGet(nanos, Math::max);
                                }
                              },
                              threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
    capture.close();
    Counts counts = capture.counts();
    assertThat(counts.offered()).as("seed %s", seed).isEqualTo(REQUESTS);
    assertThat(counts.waiting()).isZero();
    assertThat(counts.dropped()).isPositive();
    assertThat(sink().size() + counts.dropped()).as("seed %s", seed).isEqualTo(REQUESTS);
    assertThat(Duration.ofNanos(longest.get())).isLessThan(Duration.ofMillis(1500));
  }

  /// What runs in the child: so many requests one after the other, then a drain.
  public static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Capture capture =
          Captures.open(
              Settings.from(System.getenv(), Path.of("."), Job.SCORE),
              new Surroundings(
                  InstantSource.system(),
                  new SecureRandom(),
                  new ProcessEndTest.FirehoseBuilders(),
                  Thread::sleep,
                  System.out::println),
              TestWorld.LONG);
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        capture.accept(Examples.line(i));
      }
      capture.close();
      System.out.println("dropped " + capture.counts().dropped());
    }
  }

  @Test
  void itHoldsFromTheFirstRequestOfAFreshProcessOn() throws Exception {
    storm(3);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            "40");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "TREELINE_CAPTURE", "sync",
                "TREELINE_CAPTURE_STREAM", "lines",
                "AWS_ENDPOINT_URL_FIREHOSE", firehose.url(),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "key"));
    Process child = builder.start();
    List<String> out = new ArrayList<>();
    try (BufferedReader reader = child.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(out::add);
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    long dropped = Long.parseLong(out.getLast().split(" ", 2)[1]);
    assertThat(sink().size() + dropped).as(String.join("\n", out)).isEqualTo(40);
    long told = 0;
    for (String line : out) {
      String[] parts = line.split("\"CaptureDropped\":", 2);
      told += parts.length == 2 ? Long.parseLong(parts[1].split("[,}]", 2)[0]) : 0;
    }
    assertThat(told).isEqualTo(dropped);
  }
}
