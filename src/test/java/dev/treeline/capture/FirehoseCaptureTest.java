package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.capture.FakeFirehose.Answer;
import dev.treeline.capture.FakeFirehose.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Mode `sync`, and what both stream modes share: how lines get onto a stream.
class FirehoseCaptureTest {
  private FakeFirehose firehose;
  private TestWorld world;
  private Capture capture;
  private Ledger ledger;
  private FirehoseDelivery delivery;

  @BeforeEach
  void open() {
    firehose = new FakeFirehose();
    world = new TestWorld(firehose.url());
    capture =
        Captures.open(
            Examples.settings(
                "TREELINE_CAPTURE", "sync",
                "TREELINE_CAPTURE_STREAM", "lines",
                "TREELINE_CAPTURE_DEADLINE", "60000"),
            world.surroundings(),
            TestWorld.LONG);
    ledger = new Ledger(Examples.settings(), world.surroundings().clock(), world.out::add);
    delivery = new FirehoseDelivery("lines", world.surroundings(), ledger, TestWorld.LONG);
  }

  @AfterEach
  void close() {
    capture.close();
    delivery.close();
    firehose.close();
  }

  private static List<byte[]> lines(int count, int bytes) {
    List<byte[]> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String head = i + ":";
      lines.add(Examples.utf8(head + "x".repeat(bytes - head.length() - 1) + "\n"));
    }
    return lines;
  }

  private static String join(List<byte[]> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(new String(line, StandardCharsets.UTF_8)));
    return text.toString();
  }

  private List<byte[]> deliver(List<byte[]> lines) {
    lines.forEach(_ -> ledger.offered());
    delivery.deliver(lines, Effort.usual());
    return lines;
  }

  @Test
  void theClientIsBuiltWithTheCaptureAndTheLineIsThereBeforeTheReply() throws IOException {
    assertThat(world.clients).hasValue(2);
    capture.accept(Examples.contractLine());
    assertThat(firehose.delivered()).isEqualTo(Examples.CONTRACT_LINE);
    assertThat(firehose.calls()).singleElement().extracting(Call::stream).isEqualTo("lines");
    assertThat(world.clients).hasValue(2);
    assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    assertThat(world.out).isEmpty();
  }

  @Test
  void onlyRefusedRecordsAreSentAgain() {
    // 300 lines of 90,000 bytes: one record each, 33 to a call.
    firehose.next(new Answer.RefuseSome(i -> i % 3 == 1), new Answer.RefuseSome(i -> i == 0));
    List<byte[]> lines = deliver(lines(30, 90_000));
    assertThat(firehose.calls())
        .extracting(call -> call.records().size())
        .containsExactly(30, 10, 1);
    assertThat(firehose.delivered().lines().map(line -> line.substring(0, line.indexOf(':'))))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 30).mapToObj(String::valueOf).toList());
    assertThat(ledger.counts()).isEqualTo(new Counts(30, 30, 0));
    assertThat(firehose.delivered()).hasSameSizeAs(join(lines));
  }

  @Test
  void pausesGrowAndAreJittered() {
    firehose.next(
        new Answer.Fail(500, "InternalFailure"),
        new Answer.Fail(503, "ServiceUnavailableException"),
        new Answer.Fail(400, "ThrottlingException"));
    capture.accept(Examples.line(1));
    assertThat(firehose.lines()).containsExactly(Examples.line(1));
    assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    assertThat(world.pauses).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(world.pauses.get(i).toMillis()).isBetween(25L << i, 50L << i);
    }
  }

  @Test
  void afterFourAttemptsALineIsDroppedCountedAndTold() {
    for (int i = 0; i < Effort.USUAL_ATTEMPTS; i++) {
      firehose.next(new Answer.Fail(500, "InternalFailure"));
    }
    capture.accept(Examples.line(1));
    capture.accept(Examples.line(2));
    assertThat(firehose.calls()).hasSize(Effort.USUAL_ATTEMPTS + 1);
    assertThat(firehose.lines()).containsExactly(Examples.line(2));
    assertThat(capture.counts()).isEqualTo(new Counts(2, 1, 1));
    assertThat(world.metrics())
        .singleElement()
        .asString()
        .startsWith(
            """
            {"_aws":{"Timestamp":1795428000000,"CloudWatchMetrics":[{"Namespace":"Treeline",\
            "Dimensions":[["Endpoint","Variant"]],"Metrics":[{"Name":"CaptureDropped",\
            "Unit":"Count"}]}]},"Endpoint":"treeline","Variant":"AllTraffic","CaptureDropped":1,\
            "reason":"stream lines: as scripted""");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ResourceNotFoundException",
    "400, AccessDeniedException",
    "400, InvalidArgumentException"
  })
  void whatWillNotPassIsNotTriedAgain(int status, String type) {
    firehose.next(new Answer.Fail(status, type));
    capture.accept(Examples.line(1));
    assertThat(firehose.calls()).hasSize(1);
    assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 1));
    assertThat(world.pauses).isEmpty();
  }

  /// A second delivery that gives up soon, after a first call that takes its time.
  private FirehoseDelivery impatient(Duration later) {
    FirehoseDelivery impatient =
        new FirehoseDelivery(
            "lines", world.surroundings(), ledger, new Patience(Duration.ofMinutes(1), later));
    ledger.offered();
    impatient.deliver(List.of(Examples.line(0).write()), Effort.usual());
    return impatient;
  }

  @Test
  void aSlowFirehoseIsGivenUpAndTheLineSentAgain() {
    try (FirehoseDelivery impatient = impatient(Duration.ofSeconds(2))) {
      firehose.next(new Answer.Hang(Duration.ofSeconds(60)));
      long before = System.nanoTime();
      ledger.offered();
      impatient.deliver(List.of(Examples.line(1).write()), Effort.usual());
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }
    assertThat(firehose.lines()).contains(Examples.line(0), Examples.line(1));
    assertThat(ledger.counts()).isEqualTo(new Counts(2, 2, 0));
  }

  @Test
  void anAnswerThatCameTooLateMayCostADuplicateButNoLine() throws InterruptedException {
    try (FirehoseDelivery impatient = impatient(Duration.ofSeconds(2))) {
      firehose.next(new Answer.AcceptLate(Duration.ofSeconds(3)));
      ledger.offered();
      impatient.deliver(List.of(Examples.line(1).write()), Effort.usual());
      assertThat(firehose.await(3, Duration.ofSeconds(20))).isTrue();
    }
    assertThat(firehose.lines())
        .containsOnly(Examples.line(0), Examples.line(1))
        .hasSizeGreaterThan(2);
    assertThat(ledger.counts()).isEqualTo(new Counts(2, 2, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"FailedPutCount\":1,\"RequestResponses\":[]}",
        "{\"FailedPutCount\":1,\"RequestResponses\":[{\"RecordId\":\"r\"}]}",
        "{\"FailedPutCount\":0,\"RequestResponses\":[]}",
        "{}"
      })
  void aRecordThatTheAnswerDoesNotVouchForIsSentAgainAndThenDropped(String json) {
    firehose.next(new Answer.Say(json));
    capture.accept(Examples.line(1));
    assertThat(firehose.lines()).containsExactly(Examples.line(1));
    assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    for (int i = 0; i < Effort.USUAL_ATTEMPTS; i++) {
      firehose.next(new Answer.Say(json));
    }
    capture.accept(Examples.line(2));
    assertThat(capture.counts()).isEqualTo(new Counts(2, 1, 1));
    assertThat(world.metrics()).singleElement().asString().contains("found ");
  }

  @Test
  void aFirehoseThatIsNotThereNeverFailsAScore() {
    firehose.close();
    capture.accept(Examples.line(1));
    assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 1));
    assertThat(world.metrics()).hasSize(1);
  }

  @Test
  void aLineLongerThanARecordIsCutAndCounted() {
    capture.accept(Examples.line("long", "1".repeat(Lines.RECORD)));
    assertThat(firehose.lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.write()).hasSizeBetween(Lines.RECORD - 20, Lines.RECORD);
              assertThat(line.input()).extracting(Side::extent).isEqualTo(Extent.TRUNCATED);
              assertThat(line.output()).isEqualTo(Examples.line(1).output());
            });
    assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    assertThat(world.metrics()).singleElement().asString().contains("\"CaptureTruncated\":1");
  }

  @Test
  void theLongestLineThatFitsIsDelivered() throws IOException {
    int rest = Lines.RECORD - Examples.line("long", "").write().length;
    capture.accept(Examples.line("long", "1".repeat(rest)));
    assertThat(firehose.delivered()).hasSize(Lines.RECORD);
    assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
  }

  @Test
  void shortLinesSharePackedRecordsInOrder() {
    List<byte[]> lines = deliver(lines(2000, 500));
    assertThat(firehose.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.records()).hasSize(10);
              assertThat(call.records())
                  .allSatisfy(r -> assertThat(r.length).isLessThanOrEqualTo(Packed.FULL));
            });
    assertThat(firehose.delivered()).isEqualTo(join(lines));
  }

  @Test
  void moreThanOneCallHoldsIsSplitWithinFirehosesLimits() {
    List<byte[]> large = deliver(lines(100, 100_000));
    assertThat(firehose.calls()).extracting(Call::status).containsOnly(200).hasSize(4);
    assertThat(firehose.delivered()).isEqualTo(join(large));
  }

  @Test
  void moreThanFiveHundredRecordsAreSplit() {
    List<byte[]> lines = lines(1203, 30);
    List<Packed> single =
        lines.stream().flatMap(line -> Packed.pack(List.of(line)).stream()).toList();
    assertThat(Packed.batches(single)).extracting(List::size).containsExactly(500, 500, 203);
    assertThat(Packed.batches(List.of())).isEmpty();
    assertThat(Packed.pack(List.of())).isEmpty();
  }

  @Test
  void oneCallThatFailsDoesNotStopTheOthers() {
    firehose.next(new Answer.Accept(), new Answer.Fail(400, "InvalidArgumentException"));
    deliver(lines(100, 100_000));
    assertThat(ledger.counts()).isEqualTo(new Counts(100, 70, 30));
    assertThat(firehose.calls()).hasSize(4);
  }

  @Test
  void manyThreadsLoseNothingAndDuplicateNothing() {
    // Fewer refusals than attempts, so that no line can meet them all.
    for (int i = 0; i < 30; i++) {
      firehose.next(i % 10 == 0 ? new Answer.RefuseSome(_ -> true) : new Answer.Accept());
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      CompletableFuture.allOf(
              IntStream.range(0, 200)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () -> capture.accept(Examples.line(i)), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
    assertThat(capture.counts()).isEqualTo(new Counts(200, 200, 0));
    assertThat(firehose.lines())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(Examples::line).toList());
  }

  @Test
  void anInterruptedThreadStopsTryingAndStaysInterrupted() {
    firehose.next(new Answer.Fail(500, "InternalFailure"));
    Surroundings interrupted =
        new Surroundings(
            world.surroundings().clock(),
            world.surroundings().random(),
            world.surroundings().firehose(),
            _ -> {
              throw new InterruptedException();
            },
            world.out::add);
    try (FirehoseDelivery impatient =
        new FirehoseDelivery("lines", interrupted, ledger, TestWorld.LONG)) {
      ledger.offered();
      impatient.deliver(List.of(Examples.utf8("x\n")), Effort.usual());
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ledger.counts()).isEqualTo(new Counts(1, 0, 1));
  }
}
