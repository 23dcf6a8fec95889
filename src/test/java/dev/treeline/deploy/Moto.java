package dev.treeline.deploy;

import dev.treeline.store.S3Access;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The moto server that the system property `treeline.moto` names: S3 and Firehose in memory.
///
/// Moto's Firehose writes one plain object for every call, at once, below prefix and hour; it
/// neither buffers nor compresses, knows no expressions in a prefix and never fails.
final class Moto implements AutoCloseable {
  private static final String PROPERTY = "treeline.moto";
  private static final Region REGION = Region.EU_CENTRAL_1;
  private static final StaticCredentialsProvider NOBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing"));

  private final URI address;
  private final S3Client s3;

  /// @throws AssertionError if the property is not set
  Moto() {
    String address = System.getProperty(PROPERTY);
    if (address == null) {
      throw new AssertionError(
          "-D" + PROPERTY + " is not set: expected a moto server such as http://127.0.0.1:5000");
    }
    this.address = URI.create(address);
    this.s3 =
        S3Client.builder()
            .endpointOverride(this.address)
            .region(REGION)
            .credentialsProvider(NOBODY)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .forcePathStyle(true)
            .build();
  }

  /// As `AWS_ENDPOINT_URL` takes it.
  String address() {
    return address.toString();
  }

  FirehoseClientBuilder firehose() {
    return FirehoseClient.builder()
        .endpointOverride(address)
        .region(REGION)
        .credentialsProvider(NOBODY);
  }

  /// What stores need to reach it.
  S3Access access() {
    return new S3Access(
        () ->
            S3Client.builder().endpointOverride(address).region(REGION).credentialsProvider(NOBODY),
        Map.of("AWS_ENDPOINT_URL", address()));
  }

  void put(String bucket, String key, byte[] bytes) {
    s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  /// A new bucket and a delivery stream of the same name that writes below a prefix of it.
  String bucketWithStream(String prefix) {
    String name = "treeline-" + UUID.randomUUID();
    s3.createBucket(
        b -> b.bucket(name).createBucketConfiguration(c -> c.locationConstraint(REGION.id())));
    try (FirehoseClient firehose =
        firehose().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
      firehose.createDeliveryStream(
          d ->
              d.deliveryStreamName(name)
                  .extendedS3DestinationConfiguration(
                      s ->
                          s.bucketARN("arn:aws:s3:::" + name)
                              .roleARN("arn:aws:iam::123456789012:role/delivery")
                              .prefix(prefix)));
    }
    return name;
  }

  /// Keys below a prefix, in order.
  List<String> keys(String bucket, String prefix) {
    return s3.listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  byte[] bytes(String bucket, String key) {
    return s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asByteArray();
  }

  @Override
  public void close() {
    s3.close();
  }
}
