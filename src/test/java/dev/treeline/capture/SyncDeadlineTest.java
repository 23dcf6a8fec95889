package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.capture.FakeFirehose.Answer;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mode `sync` with real time: what a reply waits for its line, and what becomes of one that was
/// not waited for.
class SyncDeadlineTest {
  private static final Duration DEADLINE = Duration.ofMillis(300);

  // What a busy machine may add.
  private static final Duration SLACK = Duration.ofSeconds(2);

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

  private Capture open() {
    return Captures.open(
        Examples.settings("TREELINE_CAPTURE", "sync", "TREELINE_CAPTURE_STREAM", "lines"),
        new Surroundings(
            InstantSource.system(),
            world.surroundings().random(),
            world.surroundings().firehose(),
            Thread::sleep,
            world.out::add));
  }

  private static Duration time(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - before);
  }

  private static void settled(Capture capture) throws InterruptedException {
    for (int i = 0; i < 1500 && capture.counts().waiting() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(capture.counts().waiting()).isZero();
  }

  @Test
  void theConnectionIsBuiltAndTriedWithTheCaptureWithoutARecord() {
    try (Capture capture = open()) {
      assertThat(firehose.primings()).isEqualTo(1);
      assertThat(firehose.calls()).isEmpty();
      assertThat(capture.counts()).isEqualTo(new Counts(0, 0, 0));
      assertThat(world.out).as("a refused empty call is what was asked for").isEmpty();
    }
  }

  @Test
  void aStreamThatDoesNotExistIsNotedAtTheStart() {
    firehose.always(() -> new Answer.Fail(400, "ResourceNotFoundException"));
    try (Capture _ = open()) {
      assertThat(world.notes())
          .singleElement()
          .asString()
          .contains("capture: stream lines will not take lines: as scripted");
    }
  }

  @Test
  void aHangingStreamDelaysNoWarmReplyPastTheDeadlineAndCountsEachLineOnce()
      throws InterruptedException {
    try (Capture capture = open()) {
      firehose.always(() -> new Answer.Hang(Duration.ofSeconds(30)));
      for (int i = 0; i < 8; i++) {
        int line = i;
        assertThat(time(() -> capture.accept(Examples.line(line))))
            .isLessThan(DEADLINE.plus(SLACK));
      }
      assertThat(String.join("", world.metrics())).contains("\"CaptureLate\":1");
      settled(capture);
      assertThat(capture.counts()).isEqualTo(new Counts(8, 0, 8));
      for (int i = 0; i < 200 && told("CaptureDropped") < 8; i++) {
        Thread.sleep(10); // They are told by the thread that settled them, right afterwards.
      }
      assertThat(told("CaptureDropped")).isEqualTo(8);
      assertThat(told("CaptureLate")).isEqualTo(8);
      firehose.always(null);
      capture.accept(Examples.line(9));
      assertThat(capture.counts()).isEqualTo(new Counts(9, 1, 8));
    }
  }

  private long told(String metric) {
    long sum = 0;
    for (String line : world.metrics()) {
      String[] parts = line.split("\"" + metric + "\":", 2);
      sum += parts.length == 2 ? Long.parseLong(parts[1].split("[,}]", 2)[0]) : 0;
    }
    return sum;
  }

  @Test
  void aLateLineArrivesAllTheSame() throws InterruptedException {
    try (Capture capture = open()) {
      firehose.next(new Answer.AcceptLate(Duration.ofMillis(700)));
      assertThat(time(() -> capture.accept(Examples.line(1)))).isLessThan(DEADLINE.plus(SLACK));
      settled(capture);
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
      assertThat(firehose.lines()).containsExactly(Examples.line(1));
    }
  }

  @Test
  void onlyOneReplyWaitsLongForAStreamThatWasNeverThere() {
    firehose.always(() -> new Answer.Hang(Duration.ofSeconds(60)));
    try (Capture capture = open()) {
      assertThat(world.notes()).singleElement().asString().contains("has not answered yet");
      assertThat(time(() -> capture.accept(Examples.line(0))))
          .as("the first call of an environment gets its time")
          .isBetween(Duration.ofMillis(900), Courier.FIRST.plus(SLACK));
      for (int i = 1; i < 4; i++) {
        int line = i;
        assertThat(time(() -> capture.accept(Examples.line(line))))
            .isLessThan(DEADLINE.plus(SLACK));
      }
    }
  }

  @Test
  void closingWaitsForLinesThatTheirRepliesDidNotWaitFor() {
    Capture capture = open();
    firehose.next(new Answer.AcceptLate(Duration.ofMillis(800)));
    capture.accept(Examples.line(1));
    capture.close();
    assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    capture.accept(Examples.line(2));
    assertThat(capture.counts()).isEqualTo(new Counts(2, 1, 1));
  }
}
