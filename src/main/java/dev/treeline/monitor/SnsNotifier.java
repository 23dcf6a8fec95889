package dev.treeline.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;

/// Messages to an SNS topic, in the topic's own region. The client is built with the first one:
/// most runs have nothing to tell. Not thread-safe.
final class SnsNotifier implements Notifier {
  /// All attempts together; a run has half a minute in reserve.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final String topic;
  private final Supplier<SnsClientBuilder> builder;
  private @Nullable SnsClient client;

  /// @param topic its ARN, checked
  /// @param builder gives a fresh `SnsClient.builder()`
  SnsNotifier(String topic, Supplier<SnsClientBuilder> builder) {
    this.topic = topic;
    this.builder = builder;
  }

  @Override
  public void send(String subject, String message) throws IOException {
    try {
      client().publish(p -> p.topicArn(topic).subject(subject).message(message));
    } catch (SdkException e) {
      throw new IOException(topic + ": " + e.getMessage(), e);
    }
  }

  private SnsClient client() {
    if (client == null) {
      client =
          builder
              .get()
              .region(Region.of(topic.split(":", -1)[3]))
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .overrideConfiguration(c -> c.apiCallTimeout(LONGEST))
              .build();
    }
    return client;
  }
}
