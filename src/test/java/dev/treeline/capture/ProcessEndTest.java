package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;

/// A process of its own that captures and is then told to end, as Lambda tells it: by SIGTERM.
class ProcessEndTest {
  private FakeFirehose firehose;
  private FakeExtensionsApi lambda;

  @BeforeEach
  void start() {
    firehose = new FakeFirehose();
    lambda = new FakeExtensionsApi();
  }

  @AfterEach
  void stop() {
    firehose.close();
    lambda.close();
  }

  /// What runs in the child: opens the capture from its environment alone and offers one line; as
  /// many invocations as it is told end before that with a line each.
  public static final class Child {
    private Child() {}

    public static void main(String[] args) throws InterruptedException {
      Capture capture =
          Captures.open(
              Settings.from(System.getenv(), Path.of("."), Job.SCORE),
              new Surroundings(
                  InstantSource.system(),
                  new SecureRandom(),
                  new FirehoseBuilders(),
                  Thread::sleep,
                  System.out::println));
      int before = Integer.parseInt(args[0]);
      for (int i = 0; i < before; i++) {
        capture.accept(Examples.line(-i));
        capture.invocationDone("r" + i);
        while (capture.counts().waiting() > 0) {
          Thread.sleep(10);
        }
      }
      capture.accept(Examples.line(1));
      System.out.println("offered");
      Thread.sleep(Duration.ofMinutes(1));
    }
  }

  /// A class and not a lambda: linking a lambda loads its return type, and ten more with it.
  static final class FirehoseBuilders implements Supplier<FirehoseClientBuilder> {
    @Override
    public FirehoseClientBuilder get() {
      return FirehoseClient.builder();
    }
  }

  private Process child(int invocations, String... jvm) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvm));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    command.add(String.valueOf(invocations));
    for (int i = 0; i < invocations; i++) {
      lambda.invoke("r" + i, Instant.now().plusSeconds(30));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "TREELINE_CAPTURE_STREAM", "lines",
                "AWS_LAMBDA_RUNTIME_API", lambda.address(),
                "AWS_ENDPOINT_URL_FIREHOSE", firehose.url(),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "key"));
    return builder.start();
  }

  private static void awaitOffer(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals("offered")) {
        return;
      }
      assertThat(line).as("no class of the SDK before the reply").doesNotContain("software.amazon");
    }
    throw new AssertionError("the child ended early");
  }

  @Test
  void whatWaitsWhenTheProcessEndsIsDeliveredByAConnectionThatIsThere() throws Exception {
    Process child = child(1);
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      awaitOffer(out);
      assertThat(firehose.calls()).hasSize(1);
      child.toHandle().destroy(); // Leaves its output open, unlike Process.destroy.
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(firehose.lines()).containsExactly(Examples.line(0), Examples.line(1));
      assertThat(out.lines()).isEmpty();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void whatDoesNotArriveWithinTheTimeThatLambdaLeavesIsCountedBeforeItIsOver() throws Exception {
    Process child = child(1);
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      awaitOffer(out);
      firehose.always(() -> new FakeFirehose.Answer.Hang(Duration.ofSeconds(20)));
      long before = System.nanoTime();
      child.toHandle().destroy();
      String told = String.valueOf(out.readLine());
      Duration time = Duration.ofNanos(System.nanoTime() - before);
      assertThat(told)
          .contains("\"CaptureDropped\":1", "\"reason\":\"the process ended 400 ms later\"");
      // Lambda leaves some 500 ms; the rest is what a busy machine may add.
      assertThat(time).isLessThan(Duration.ofSeconds(2));
      assertThat(child.waitFor(5, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void noClassOfTheSdkIsLoadedBeforeTheFirstReply() throws Exception {
    Process child = child(0, "-Xlog:class+load:stdout");
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      awaitOffer(out);
      child.toHandle().destroy(); // Leaves its output open, unlike Process.destroy.
      assertThat(out.lines())
          .as("it is loaded by the flush")
          .anyMatch(line -> line.contains("software.amazon"));
    } finally {
      child.destroyForcibly();
    }
  }
}
