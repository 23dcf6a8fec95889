package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;

/// A process that is copied between two requests: nothing of a connection or a credential lives on.
class SnapshotTest {
  private final List<String> out = new CopyOnWriteArrayList<>();
  private FakeFirehose firehose;
  private FakeExtensionsApi lambda;
  private volatile Instant now = TestWorld.NOW;

  @BeforeEach
  void start() {
    firehose = new FakeFirehose();
    lambda = new FakeExtensionsApi();
    credentials("before");
  }

  @AfterEach
  void stop() {
    firehose.close();
    lambda.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private static void credentials(String id) {
    System.setProperty("aws.accessKeyId", id);
    System.setProperty("aws.secretAccessKey", "secret-of-" + id);
  }

  private FirehoseClientBuilder client() {
    return FirehoseClient.builder()
        .endpointOverride(URI.create(firehose.url()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(DefaultCredentialsProvider.builder().build());
  }

  private Capture open(String... more) {
    List<String> pairs = new ArrayList<>(List.of(more));
    pairs.addAll(List.of("TREELINE_CAPTURE_STREAM", "lines"));
    Supplier<FirehoseClientBuilder> builders = this::client;
    return Captures.open(
        Examples.settings(pairs.toArray(String[]::new)),
        new Surroundings(() -> now, new Random(1), builders, Thread::sleep, out::add),
        TestWorld.LONG);
  }

  /// Connections of this process to a port that are open, by the kernel's books.
  private static long openTo(String url) throws IOException {
    String port = "%04X".formatted(URI.create(url).getPort());
    long open = 0;
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] parts = line.strip().split("\\s+", 5);
        open += parts[2].endsWith(":" + port) && parts[3].equals("01") ? 1 : 0;
      }
    }
    return open;
  }

  private static void assertClosed(String url) throws Exception {
    for (int i = 0; i < 100 && openTo(url) > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(openTo(url)).isZero();
  }

  private void moveFirehose() {
    firehose.close();
    firehose = new FakeFirehose();
    credentials("after");
    now = now.plus(Duration.ofDays(3));
  }

  @Test
  void syncHoldsNoSocketInTheSnapshotAndStartsAnewAfterIt() throws Exception {
    try (Capture capture = open("TREELINE_CAPTURE", "sync")) {
      capture.accept(Examples.line(1));
      assertThat(openTo(firehose.url())).as("kept for the next request").isPositive();
      assertThat(firehose.authorizations()).allMatch(a -> a.contains("Credential=before/"));
      String old = firehose.url();
      capture.suspend();
      assertClosed(old);
      moveFirehose();
      capture.resume();
      assertThat(firehose.primings()).as("connected before the first request").isEqualTo(1);
      capture.accept(Examples.line(2));
      assertThat(firehose.lines()).containsExactly(Examples.line(2));
      assertThat(firehose.authorizations()).hasSize(2).allMatch(a -> a.contains("=after/"));
      assertThat(capture.counts()).isEqualTo(new Counts(2, 2, 0));
    }
  }

  @Test
  void bufferedHangsUpOnLambdaTooAndAsksAgainAfterwards() throws Exception {
    try (Capture capture =
        open("TREELINE_CAPTURE", "buffered", "AWS_LAMBDA_RUNTIME_API", lambda.address())) {
      assertThat(lambda.asksForNext()).isTrue();
      capture.accept(Examples.line(1));
      String old = firehose.url();
      capture.suspend();
      assertThat(firehose.lines()).containsExactly(Examples.line(1));
      assertClosed(old);
      assertClosed("http://" + lambda.address());
      Thread.sleep(100);
      assertThat(lambda.hasAskedAgain()).as("not while the process is copied").isFalse();

      moveFirehose();
      lambda.forgetWaiting();
      capture.resume();
      assertThat(lambda.asksForNext()).isTrue();
      lambda.invoke("r2", now.plusSeconds(30));
      capture.accept(Examples.line(2));
      capture.invocationDone("r2");
      assertThat(lambda.asksForNext()).isTrue();
      assertThat(firehose.lines()).containsExactly(Examples.line(2));
      assertThat(firehose.authorizations()).allMatch(a -> a.contains("=after/"));
      assertThat(capture.counts()).isEqualTo(new Counts(2, 2, 0));
      assertThat(out).isEmpty();
    }
  }

  @Test
  void aFlushOnItsWayIsDeliveredBeforeTheSnapshot() throws Exception {
    try (Capture capture = open("TREELINE_CAPTURE", "sync", "TREELINE_CAPTURE_DEADLINE", "1")) {
      firehose.next(new FakeFirehose.Answer.AcceptLate(Duration.ofMillis(500)));
      capture.accept(Examples.line(1));
      capture.suspend();
      assertThat(firehose.lines()).containsExactly(Examples.line(1));
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
      assertClosed(firehose.url());
    }
  }

  @Test
  void refusedEventsLeaveNoSocketsBehind() throws Exception {
    lambda.answerNextWith(500);
    try (Capture _ =
        open("TREELINE_CAPTURE", "buffered", "AWS_LAMBDA_RUNTIME_API", lambda.address())) {
      for (int i = 0; i < 8; i++) {
        assertThat(lambda.asksForNext()).isTrue();
      }
      assertThat(openTo("http://" + lambda.address())).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void aThreadThatIsAboutToConnectOpensNoSocketAfterTheSuspension() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (FakeExtensionsApi fresh = new FakeExtensionsApi();
          Capture capture =
              open("TREELINE_CAPTURE", "buffered", "AWS_LAMBDA_RUNTIME_API", fresh.address())) {
        Thread.sleep(Duration.ofNanos(i * 100_000L));
        capture.suspend();
        assertClosed("http://" + fresh.address());
        Thread.sleep(20);
        assertThat(openTo("http://" + fresh.address())).as("round %s", i).isZero();
      }
    }
  }
}
