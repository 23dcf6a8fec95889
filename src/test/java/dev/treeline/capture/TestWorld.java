package dev.treeline.capture;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;

/// Surroundings that a test sees through: no real waiting, a fixed seed, collected output.
final class TestWorld {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  /// Never over, however busy the machine is.
  static final Patience LONG = new Patience(Duration.ofMinutes(1), Duration.ofMinutes(1));

  private static final int MOST_PAUSES = 5_000;

  private final String url;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final List<String> out = new CopyOnWriteArrayList<>();
  final AtomicInteger clients = new AtomicInteger();

  TestWorld(String url) {
    this.url = url;
  }

  Surroundings surroundings() {
    return new Surroundings(
        InstantSource.fixed(NOW), new Random(42), this::client, this::pause, out::add);
  }

  /// Notes a pause and hardly pauses. Who pauses on and on belongs to a test that has ended, whose
  /// Lambda is gone: he is told to end too, or he would take a processor from all that follow.
  private void pause(Duration pause) throws InterruptedException {
    if (pauses.size() == MOST_PAUSES) {
      throw new InterruptedException("the test has ended");
    }
    pauses.add(pause);
    Thread.sleep(1);
  }

  private FirehoseClientBuilder client() {
    clients.incrementAndGet();
    return FirehoseClient.builder()
        .endpointOverride(URI.create(url))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")));
  }

  /// The metric lines so far.
  List<String> metrics() {
    return out.stream().filter(line -> line.contains("_aws")).toList();
  }

  /// The notes so far.
  List<String> notes() {
    return out.stream().filter(line -> line.contains("\"message\"")).toList();
  }
}
