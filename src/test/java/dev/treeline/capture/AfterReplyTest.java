package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.capture.FakeFirehose.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mode `buffered` inside Lambda: everything leaves between the reply and the freeze.
class AfterReplyTest {
  private static final Instant LATER = TestWorld.NOW.plusSeconds(30);

  private FakeFirehose firehose;
  private FakeExtensionsApi lambda;
  private TestWorld world;

  @BeforeEach
  void start() {
    firehose = new FakeFirehose();
    lambda = new FakeExtensionsApi();
    world = new TestWorld(firehose.url());
  }

  @AfterEach
  void stop() {
    firehose.close();
    lambda.close();
  }

  private Capture open() {
    return Captures.open(
        Examples.settings(
            "TREELINE_CAPTURE", "buffered",
            "TREELINE_CAPTURE_STREAM", "lines",
            "AWS_LAMBDA_RUNTIME_API", lambda.address()),
        world.surroundings(),
        TestWorld.LONG);
  }

  @Test
  void itRegistersForInvokeAloneDuringInit() {
    try (Capture _ = open()) {
      assertThat(lambda.registrations()).containsExactly("{\"events\":[\"INVOKE\"]}");
      assertThat(world.out).isEmpty();
    }
  }

  @Test
  void theFirstLineOfAColdEnvironmentLeavesAfterItsReply() throws InterruptedException {
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      lambda.invoke("r1", LATER);
      capture.accept(Examples.line(1));
      Thread.sleep(100);
      assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 0));
      assertThat(capture.counts().waiting()).isEqualTo(1);
      assertThat(world.clients).as("no client before the reply").hasValue(0);
      assertThat(lambda.hasAskedAgain()).as("not frozen before the flush").isFalse();

      capture.invocationDone("r1");
      assertThat(lambda.asksForNext()).isTrue();
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
      assertThat(firehose.lines()).containsExactly(Examples.line(1));
      assertThat(world.clients).hasValue(1);
    }
  }

  @Test
  void everyInvocationIsFlushedBeforeTheFreeze() throws InterruptedException {
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      for (int i = 0; i < 5; i++) {
        lambda.invoke("r" + i, LATER);
        capture.accept(Examples.line(i));
        capture.invocationDone("r" + i);
        assertThat(lambda.asksForNext()).isTrue();
        assertThat(capture.counts()).isEqualTo(new Counts(i + 1, i + 1, 0));
      }
      assertThat(firehose.lines())
          .containsExactlyElementsOf(List.of(0, 1, 2, 3, 4).stream().map(Examples::line).toList());
      assertThat(world.clients).hasValue(1);
    }
  }

  @Test
  void anInvocationThatEndsBeforeItsEventArrivesIsFlushedToo() throws InterruptedException {
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      capture.accept(Examples.line(1));
      capture.invocationDone("r1");
      lambda.invoke("r1", LATER);
      assertThat(lambda.asksForNext()).isTrue();
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    }
  }

  @Test
  void anInvocationWithoutLinesCallsNobodyAndBuildsNoClient() throws InterruptedException {
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      lambda.invoke("r1", LATER);
      capture.invocationDone("r1");
      assertThat(lambda.asksForNext()).isTrue();
      assertThat(world.clients).hasValue(0);
      assertThat(firehose.calls()).isEmpty();
    }
  }

  @Test
  void aCallTooManyDoesNotMoveLaterFlushes() throws InterruptedException {
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      capture.invocationDone("priming");
      lambda.invoke("r1", LATER);
      capture.accept(Examples.line(1));
      Thread.sleep(100);
      assertThat(lambda.hasAskedAgain()).isFalse();
      capture.invocationDone("r1");
      assertThat(lambda.asksForNext()).isTrue();
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    }
  }

  @Test
  void anInvocationThatNeverEndsIsGivenUpAtItsDeadline() throws InterruptedException {
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      capture.accept(Examples.line(1));
      lambda.invoke("r1", TestWorld.NOW.plusMillis(200));
      assertThat(lambda.asksForNext()).isTrue();
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    }
  }

  @Test
  void dropsAreToldWithTheFlushThatMadeThem() throws InterruptedException {
    firehose.next(new Answer.Fail(400, "ResourceNotFoundException"));
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      lambda.invoke("r1", LATER);
      capture.accept(Examples.line(1));
      capture.accept(Examples.line(2));
      capture.invocationDone("r1");
      assertThat(lambda.asksForNext()).isTrue();
      assertThat(capture.counts()).isEqualTo(new Counts(2, 0, 2));
      assertThat(world.metrics()).singleElement().asString().contains("\"CaptureDropped\":2");
    }
  }

  @Test
  void whenLambdaRefusesTheExtensionLinesGoOutBeforeTheReply() {
    lambda.refuseRegistration();
    try (Capture capture = open()) {
      capture.accept(Examples.line(1));
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
      capture.accept(Examples.line(2));
      capture.invocationDone("r1");
      assertThat(capture.counts()).isEqualTo(new Counts(2, 2, 0));
      assertThat(world.notes())
          .containsExactly(
              "{\"level\":\"WARN\",\"message\":\"capture: no extension"
                  + " (/2020-01-01/extension/register: found status 403, expected 200),"
                  + " so lines go out before the reply\"}");
    }
  }

  @Test
  void whenEventsFailLinesGoOutBeforeTheReplyUntilTheyComeAgain() throws InterruptedException {
    lambda.answerNextWith(500);
    try (Capture capture = open()) {
      for (int i = 0; i < 3; i++) {
        assertThat(lambda.asksForNext()).isTrue();
      }
      capture.accept(Examples.line(1));
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
      assertThat(world.notes()).hasSize(1);

      lambda.answerNextWith(200);
      lambda.invoke("r2", LATER);
      for (int i = 0; i < 500 && ((BufferedCapture) capture).isDirect(); i++) {
        Thread.sleep(20);
      }
      capture.accept(Examples.line(2));
      assertThat(capture.counts()).isEqualTo(new Counts(2, 1, 0));
      capture.invocationDone("r2");
      assertThat(firehose.await(2, Duration.ofSeconds(10))).isTrue();
      assertThat(world.pauses).isNotEmpty().allMatch(p -> p.compareTo(Duration.ofSeconds(1)) <= 0);
    }
  }

  @Test
  void anErrorWhileConnectingDoesNotEndTheExtensionsThread() throws InterruptedException {
    Surroundings broken =
        new Surroundings(
            world.surroundings().clock(),
            world.surroundings().random(),
            () -> {
              throw new NoClassDefFoundError("software/amazon/Gone");
            },
            world.surroundings().sleeper(),
            world.out::add);
    try (Capture capture =
        Captures.open(
            Examples.settings(
                "TREELINE_CAPTURE", "buffered",
                "TREELINE_CAPTURE_STREAM", "lines",
                "AWS_LAMBDA_RUNTIME_API", lambda.address()),
            broken,
            TestWorld.LONG)) {
      assertThat(lambda.asksForNext()).isTrue();
      for (int i = 1; i <= 2; i++) {
        lambda.invoke("r" + i, LATER);
        capture.accept(Examples.line(i));
        capture.invocationDone("r" + i);
        assertThat(lambda.asksForNext()).isTrue();
        assertThat(capture.counts()).isEqualTo(new Counts(i, 0, i));
      }
      assertThat(world.metrics()).hasSize(2).allMatch(m -> m.contains("NoClassDefFoundError"));
    }
  }

  @Test
  void anErrorAfterAnInvocationIsNotedOnceAndTheThreadGoesOn() throws InterruptedException {
    Surroundings broken =
        new Surroundings(
            () -> {
              throw new NoClassDefFoundError("Clock");
            },
            world.surroundings().random(),
            world.surroundings().firehose(),
            world.surroundings().sleeper(),
            world.out::add);
    try (Capture capture =
        Captures.open(
            Examples.settings(
                "TREELINE_CAPTURE", "buffered",
                "TREELINE_CAPTURE_STREAM", "lines",
                "AWS_LAMBDA_RUNTIME_API", lambda.address()),
            broken,
            TestWorld.LONG)) {
      assertThat(lambda.asksForNext()).isTrue();
      for (int i = 1; i <= 2; i++) {
        lambda.invoke("r" + i, LATER);
        capture.accept(Examples.line(i));
        capture.invocationDone("r" + i);
        assertThat(lambda.asksForNext()).isTrue();
      }
      assertThat(capture.counts()).isEqualTo(new Counts(2, 2, 0));
      assertThat(world.notes()).singleElement().asString().contains("NoClassDefFoundError: Clock");
    }
  }

  @Test
  void closingFlushesWhatWaitsAndDropsWhatComesLater() throws InterruptedException {
    Capture capture = open();
    assertThat(lambda.asksForNext()).isTrue();
    capture.accept(Examples.line(1));
    capture.close();
    capture.accept(Examples.line(2));
    assertThat(firehose.lines()).containsExactly(Examples.line(1));
    assertThat(capture.counts()).isEqualTo(new Counts(2, 1, 1));
    assertThat(world.metrics()).hasSize(1);
    capture.close();
    assertThat(capture.counts()).isEqualTo(new Counts(2, 1, 1));
  }

  private Capture impatient() {
    Patience patience = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20));
    return Captures.open(
        Examples.settings(
            "TREELINE_CAPTURE", "buffered",
            "TREELINE_CAPTURE_STREAM", "lines",
            "AWS_LAMBDA_RUNTIME_API", lambda.address()),
        world.surroundings(),
        patience);
  }

  @Test
  void aStreamThatHangsHoldsNoInvocationPastItsDeadline() throws InterruptedException {
    try (Capture capture = impatient()) {
      assertThat(lambda.asksForNext()).isTrue();
      lambda.invoke("warm", LATER);
      capture.accept(Examples.line(0));
      capture.invocationDone("warm");
      assertThat(lambda.asksForNext()).isTrue();

      firehose.always(() -> new Answer.Hang(Duration.ofSeconds(20)));
      capture.accept(Examples.line(1));
      capture.invocationDone("r1");
      long before = System.nanoTime();
      lambda.invoke("r1", TestWorld.NOW.plusMillis(1500));
      assertThat(lambda.asksForNext()).isTrue();
      Duration time = Duration.ofNanos(System.nanoTime() - before);
      // What a busy machine adds; without the bound it is 80 s.
      assertThat(time).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
      assertThat(capture.counts()).isEqualTo(new Counts(2, 1, 1));
      firehose.always(null);
    }
  }

  @Test
  void afterAFlushThatDeliveredNothingThereIsOneAttemptUntilOneSucceeds()
      throws InterruptedException {
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      firehose.always(() -> new Answer.Fail(503, "ServiceUnavailableException"));
      int[] calls = {4, 5, 6};
      for (int i = 0; i < calls.length; i++) {
        invoke(capture, i);
        assertThat(firehose.calls()).hasSize(calls[i]);
      }
      firehose.always(null);
      invoke(capture, 3);
      assertThat(capture.counts()).isEqualTo(new Counts(4, 1, 3));
      firehose.next(new Answer.Fail(503, "ServiceUnavailableException"));
      invoke(capture, 4);
      assertThat(capture.counts()).as("tried again").isEqualTo(new Counts(5, 2, 3));
    }
  }

  private void invoke(Capture capture, int i) throws InterruptedException {
    lambda.invoke("r" + i, LATER);
    capture.accept(Examples.line(i));
    capture.invocationDone("r" + i);
    assertThat(lambda.asksForNext()).isTrue();
  }

  @Test
  void anInvocationWithoutTimeForAFlushLeavesItsLinesToTheNext() throws InterruptedException {
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      capture.accept(Examples.line(1));
      capture.invocationDone("r1");
      lambda.invoke("r1", TestWorld.NOW.plusMillis(50));
      assertThat(lambda.asksForNext()).isTrue();
      assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 0));
      invoke(capture, 2);
      assertThat(capture.counts()).isEqualTo(new Counts(2, 2, 0));
    }
  }

  @Test
  void anExtensionThatLambdaDoesNotKnowStopsAskingAndSaysSoOnce() throws InterruptedException {
    lambda.answerNextWith(403);
    try (Capture capture = open()) {
      assertThat(lambda.asksForNext()).isTrue();
      Thread.sleep(300);
      assertThat(lambda.hasAskedAgain()).isFalse();
      assertThat(world.notes()).singleElement().asString().contains("found status 403");
      capture.accept(Examples.line(1));
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
      capture.suspend();
      capture.resume();
      capture.accept(Examples.line(2));
      assertThat(capture.counts()).isEqualTo(new Counts(2, 2, 0));
    }
  }
}
