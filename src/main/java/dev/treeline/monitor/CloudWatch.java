package dev.treeline.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.aws.SignedPost;
import dev.treeline.aws.SignedPost.Answer;
import dev.treeline.aws.SignedPost.Host;
import dev.treeline.aws.SignedPost.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// Questions to CloudWatch in the function's own region, by the JSON protocol of its API: the one
/// that the SDK's own client speaks is binary, and no other server understands it, so that nothing
/// could be tried out. Each is asked once and waits a few seconds at most. Thread-safe.
final class CloudWatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Host SERVICE = new Host("monitoring", "CLOUDWATCH");
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int SHOWN = 300;

  private final Map<String, String> env;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().connectionTimeout(LONGEST).socketTimeout(LONGEST).build();

  /// @param env the environment, which may name another server: see [SignedPost]
  CloudWatch(Map<String, String> env) {
    this.env = env;
  }

  /// Asks something.
  ///
  /// @param operation its name, such as `GetMetricStatistics`
  /// @throws IOException if there is no answer; names server and operation
  JsonNode ask(String operation, ObjectNode question) throws IOException {
    try (DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build()) {
      SignedPost post =
          new SignedPost(
              http,
              credentials.resolveCredentials(),
              new DefaultAwsRegionProviderChain().getRegion(),
              env);
      String where = post.address(SERVICE) + " " + operation + ": ";
      try {
        return read(post.send(SERVICE, asked(operation, question)));
      } catch (IOException e) {
        throw new IOException(where + e.getMessage(), e);
      }
    } catch (SdkException e) {
      throw new IOException("CloudWatch " + operation + ": " + e.getMessage(), e);
    }
  }

  private static Question asked(String operation, ObjectNode question) throws IOException {
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/x-amz-json-1.0",
            "X-Amz-Target",
            "GraniteServiceVersion20100801." + operation);
    return new Question("/", headers, JSON.writeValueAsString(question));
  }

  private static JsonNode read(Answer answer) throws IOException {
    if (answer.status() != 200) {
      String body = answer.body();
      String start = body.substring(0, Math.min(SHOWN, body.length()));
      throw new IOException("found status " + answer.status() + " " + start + ", expected 200");
    }
    return JSON.readTree(answer.body());
  }
}
