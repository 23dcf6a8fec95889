package dev.treeline.store;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// One S3 client for all stores, built when it is first needed and never before: a function whose
/// model lies in its zip does not pay for it. Thread-safe.
///
/// Entries make it with `new S3Access(builders, System.getenv())`. In a scoring function `builders`
/// is a class of its own: linking a lambda loads its return type, and more of the SDK with it.
public final class S3Access {
  private final Supplier<S3ClientBuilder> builder;
  private final boolean pathStyle;
  private @Nullable S3Client client;

  /// @param builder gives a fresh `S3Client.builder()`
  /// @param env the environment: with `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`, the bucket goes
  ///   into the path, since such servers seldom answer to `bucket.host`
  public S3Access(Supplier<S3ClientBuilder> builder, Map<String, String> env) {
    this.builder = builder;
    this.pathStyle = isSet(env, "AWS_ENDPOINT_URL_S3") || isSet(env, "AWS_ENDPOINT_URL");
  }

  private static boolean isSet(Map<String, String> env, String name) {
    return !env.getOrDefault(name, "").isBlank();
  }

  synchronized S3Client client() {
    if (client == null) {
      client = Made.by(builder, pathStyle);
    }
    return client;
  }

  /// Apart: a JVM that verifies these calls loads the SDK's classes that they name.
  private static final class Made {
    static S3Client by(Supplier<S3ClientBuilder> builder, boolean pathStyle) {
      return builder
          .get()
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .forcePathStyle(pathStyle)
          .build();
    }
  }
}
