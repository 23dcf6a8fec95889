package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.capture.FakeFirehose.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mode `buffered` by itself, and where no Lambda freezes it.
class BufferedCaptureTest {
  private FakeFirehose firehose;
  private TestWorld world;
  private Ledger ledger;

  @BeforeEach
  void start() {
    firehose = new FakeFirehose();
    world = new TestWorld(firehose.url());
    ledger = new Ledger(Examples.settings(), world.surroundings().clock(), world.out::add);
  }

  @AfterEach
  void stop() {
    firehose.close();
  }

  private BufferedCapture buffer(long mostBytes) {
    return buffer(
        mostBytes,
        () -> new FirehoseDelivery("lines", world.surroundings(), ledger, TestWorld.LONG));
  }

  private BufferedCapture buffer(long mostBytes, Supplier<Delivery> connect) {
    return new BufferedCapture(
        new Connection(connect),
        new Lines(ledger, Lines.RECORD),
        ledger,
        new BufferedCapture.Limits(mostBytes, Duration.ZERO),
        world.surroundings().clock());
  }

  @Test
  void whatFindsNoRoomIsDroppedAndCountedAtOnceAndToldWithTheFlush() {
    int length = Examples.line(1).write().length;
    try (BufferedCapture capture = buffer(3L * length)) {
      for (int i = 0; i < 5; i++) {
        capture.accept(Examples.line(i));
      }
      assertThat(capture.counts()).isEqualTo(new Counts(5, 0, 2));
      assertThat(capture.counts().waiting()).isEqualTo(3);
      capture.flush();
      assertThat(capture.counts()).isEqualTo(new Counts(5, 3, 2));
      assertThat(world.metrics()).singleElement().asString().contains("\"CaptureDropped\":2");
      capture.accept(Examples.line(6));
      capture.flush();
      assertThat(capture.counts()).isEqualTo(new Counts(6, 4, 2));
      assertThat(world.metrics()).hasSize(1);
    }
    assertThat(firehose.lines())
        .extracting(CaptureLine::eventId)
        .containsExactly("event-0", "event-1", "event-2", "event-6");
  }

  @Test
  void aClientThatCannotBeBuiltCostsItsLinesAndNoScore() {
    BufferedCapture capture =
        buffer(
            1000,
            () -> {
              throw new IllegalStateException("no region");
            });
    capture.accept(Examples.line(1));
    capture.close();
    assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 1));
    assertThat(world.metrics())
        .singleElement()
        .asString()
        .contains("no Firehose client: ")
        .contains("no region");
  }

  @Test
  void aClassThatIsMissingWhileConnectingCostsItsLinesCountedAndNoThread() {
    BufferedCapture capture =
        buffer(
            10_000,
            () -> {
              throw new NoClassDefFoundError("software/amazon/Gone");
            });
    capture.accept(Examples.line(1));
    capture.accept(Examples.line(2));
    capture.flush();
    assertThat(capture.counts()).isEqualTo(new Counts(2, 0, 2));
    assertThat(world.metrics())
        .singleElement()
        .asString()
        .contains("no Firehose client: java.lang.NoClassDefFoundError: software/amazon/Gone");
  }

  @Test
  void anErrorWhileDeliveringCountsEveryLineOnce() {
    Surroundings broken =
        new Surroundings(
            world.surroundings().clock(),
            world.surroundings().random(),
            world.surroundings().firehose(),
            _ -> {
              throw new NoClassDefFoundError("software/amazon/Gone");
            },
            world.out::add);
    firehose.next(new Answer.Fail(500, "InternalFailure"));
    try (BufferedCapture capture =
        buffer(10_000, () -> new FirehoseDelivery("lines", broken, ledger, TestWorld.LONG))) {
      capture.accept(Examples.line(1));
      capture.flush();
      assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 1));
    }
  }

  @Test
  void theCountsAddUpAtEveryMomentWhileLinesComeAndFail() {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      firehose.next(
          switch (random.nextInt(4)) {
            case 0 -> new Answer.Fail(400, "InvalidArgumentException");
            case 1 -> new Answer.RefuseSome(p -> p % 2 == 0);
            default -> new Answer.Accept();
          });
    }
    AtomicBoolean running = new AtomicBoolean(true);
    List<Counts> seen = new ArrayList<>();
    try (BufferedCapture capture = buffer(200_000);
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      CompletableFuture<Void> watcher =
          CompletableFuture.runAsync(
              () -> {
                while (running.get()) {
                  seen.add(capture.counts());
                }
              },
              threads);
      CompletableFuture<Void> flusher =
          CompletableFuture.runAsync(
              () -> {
                while (running.get()) {
                  capture.flush();
                }
              },
              threads);
      CompletableFuture.allOf(
              IntStream.range(0, 4)
                  .mapToObj(
                      t ->
                          CompletableFuture.runAsync(
                              () ->
                                  IntStream.range(0, 2000)
                                      .forEach(i -> capture.accept(Examples.line(t * 2000 + i))),
                              threads))
                  .toArray(CompletableFuture[]::new))
          .join();
      running.set(false);
      CompletableFuture.allOf(watcher, flusher).join();
      capture.flush();
      Counts end = capture.counts();
      assertThat(end.offered()).isEqualTo(8000);
      assertThat(end.waiting()).isZero();
      assertThat(seen).isNotEmpty().allMatch(c -> c.waiting() >= 0 && c.offered() <= 8000);
      // What counts as delivered is there, once each.
      assertThat(firehose.lines())
          .extracting(CaptureLine::eventId)
          .doesNotHaveDuplicates()
          .hasSize((int) end.delivered());
      long told =
          world.metrics().stream()
              .mapToLong(m -> Long.parseLong(m.split("CaptureDropped\":|,\"reason", 3)[1]))
              .sum();
      assertThat(told).isEqualTo(end.dropped());
    }
  }

  @Test
  void withoutLambdaAThreadFlushesInTheBackground() throws InterruptedException {
    try (Capture capture =
        Captures.open(
            Examples.settings("TREELINE_CAPTURE", "buffered", "TREELINE_CAPTURE_STREAM", "lines"),
            world.surroundings(),
            TestWorld.LONG)) {
      for (int i = 0; i < 3; i++) {
        capture.accept(Examples.line(i));
        assertThat(firehose.await(1, Duration.ofSeconds(10))).isTrue();
      }
      assertThat(firehose.lines()).hasSize(3);
    }
  }

  @Test
  void anEnvironmentThatServesManyAtOnceIsNeverFrozenAndNeedsNoExtension()
      throws InterruptedException {
    try (Capture capture =
        Captures.open(
            Examples.settings(
                "TREELINE_CAPTURE", "buffered",
                "TREELINE_CAPTURE_STREAM", "lines",
                "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1",
                "AWS_LAMBDA_MAX_CONCURRENCY", "8"),
            world.surroundings(),
            TestWorld.LONG)) {
      capture.accept(Examples.line(1));
      assertThat(firehose.await(1, Duration.ofSeconds(10))).isTrue();
      assertThat(world.notes()).isEmpty();
    }
  }

  @Test
  void anAgedBufferIsFlushedWhenItsOldestLineIsOldEnoughOrThereIsEnough() {
    AtomicReference<Instant> now = new AtomicReference<>(TestWorld.NOW);
    BufferedCapture capture =
        new BufferedCapture(
            new Connection(
                () -> new FirehoseDelivery("lines", world.surroundings(), ledger, TestWorld.LONG)),
            new Lines(ledger, Lines.RECORD),
            ledger,
            new BufferedCapture.Limits(BufferedCapture.MOST_BYTES, Duration.ofSeconds(30)),
            now::get);
    capture.accept(Examples.line(1));
    capture.flushWhenDue(Effort.usual().left());
    now.set(TestWorld.NOW.plusSeconds(29));
    capture.accept(Examples.line(2));
    capture.flushWhenDue(Effort.usual().left());
    assertThat(capture.counts()).isEqualTo(new Counts(2, 0, 0));
    now.set(TestWorld.NOW.plusSeconds(30));
    capture.flushWhenDue(Effort.usual().left());
    assertThat(capture.counts()).isEqualTo(new Counts(2, 2, 0));
    assertThat(firehose.calls()).singleElement().satisfies(c -> assertThat(c.records()).hasSize(1));

    capture.accept(Examples.line("large", "1".repeat((int) BufferedCapture.ENOUGH_BYTES / 2)));
    capture.flushWhenDue(Effort.usual().left());
    assertThat(capture.counts().waiting()).isEqualTo(1);
    capture.accept(Examples.line("large", "1".repeat((int) BufferedCapture.ENOUGH_BYTES / 2)));
    capture.flushWhenDue(Effort.usual().left());
    assertThat(capture.counts()).isEqualTo(new Counts(4, 4, 0));

    capture.accept(Examples.line(5));
    now.set(TestWorld.NOW);
    capture.flushWhenDue(Effort.usual().left());
    assertThat(capture.counts()).as("a clock that was set back").isEqualTo(new Counts(5, 5, 0));
    capture.close();
  }

  @Test
  void manyRequestsAtOnceShareOneFlusherAndRecords() throws InterruptedException {
    Capture capture =
        Captures.open(
            Examples.settings(
                "TREELINE_CAPTURE", "buffered",
                "TREELINE_CAPTURE_STREAM", "lines",
                "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1",
                "AWS_LAMBDA_MAX_CONCURRENCY", "8"),
            world.surroundings(),
            TestWorld.LONG);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      CompletableFuture.allOf(
              IntStream.range(0, 2000)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () -> {
                                capture.accept(Examples.line(i));
                                capture.invocationDone("r" + i);
                              },
                              threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
    capture.close();
    assertThat(capture.counts()).isEqualTo(new Counts(2000, 2000, 0));
    assertThat(firehose.lines())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 2000).mapToObj(Examples::line).toList());
    assertThat(firehose.calls().size()).isLessThan(20);
    assertThat(world.clients).hasValue(1);
  }

  @Test
  void acceptCostsMicroseconds() {
    try (BufferedCapture capture = buffer(1L << 30)) {
      int lines = 100_000;
      for (int i = 0; i < 20_000; i++) {
        capture.accept(Examples.line(i));
      }
      CaptureLine line = Examples.line(1);
      long before = System.nanoTime();
      for (int i = 0; i < lines; i++) {
        capture.accept(line);
      }
      double micros = (System.nanoTime() - before) / 1000.0 / lines;
      System.out.printf("buffered: accept took %.2f µs a line%n", micros);
      assertThat(micros).isLessThan(200);
      capture.queue().drain();
    }
  }
}
