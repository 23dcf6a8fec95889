package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.store.S3Access;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Commands over captures, baselines and reports in a bucket of the moto server that the system
/// property `treeline.moto` names.
@Tag("moto")
class CommandsOnS3Test {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final int HOURS = 48;

  @TempDir Path scratch;
  private final String bucket = "treeline-" + UUID.randomUUID();
  private final S3Client s3 =
      moto().httpClientBuilder(UrlConnectionHttpClient.builder()).forcePathStyle(true).build();

  private static String address() {
    return Objects.requireNonNull(
        System.getProperty("treeline.moto"), "-Dtreeline.moto: the address of a moto server");
  }

  private static S3ClientBuilder moto() {
    return S3Client.builder()
        .endpointOverride(URI.create(address()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing")));
  }

  @BeforeEach
  void captureTwoDays() throws IOException {
    s3.createBucket(
        b ->
            b.bucket(bucket)
                .createBucketConfiguration(c -> c.locationConstraint(Region.EU_CENTRAL_1.id())));
    SplittableRandom random = new SplittableRandom(6);
    for (int hour = 0; hour < HOURS; hour++) {
      Instant time = START.plus(Duration.ofHours(hour));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream lines = new GZIPOutputStream(bytes)) {
        for (int i = 0; i < 210; i++) {
          lines.write(line(hour + "-" + i, random.nextGaussian(), time.plusSeconds(i)));
        }
      }
      put(
          String.format(
              Locale.ROOT,
              "captures/toys/AllTraffic/2026/01/%02d/%02d/a.gz",
              5 + hour / 24,
              hour % 24),
          bytes.toByteArray());
    }
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static byte[] line(String id, double x, Instant time) {
    String row = String.format(Locale.ROOT, "%.5f", x);
    String score = String.format(Locale.ROOT, "%.6f", 1 / (1 + Math.exp(-x)));
    return new CaptureLine(
            Side.of("text/csv", row.getBytes(StandardCharsets.UTF_8)),
            Side.of("text/csv", score.getBytes(StandardCharsets.UTF_8)),
            id,
            null,
            List.of(),
            time,
            "v1")
        .write();
  }

  private void put(String key, byte[] bytes) {
    s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  private String text(String key) {
    return s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asUtf8String();
  }

  /// Runs a command, with the bucket's name in place of `BUCKET`.
  private String run(int expected, String command) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
    World world =
        new World(
            Map.of(),
            scratch,
            scratch,
            InstantSource.fixed(TestWorld.NOW),
            () -> "id",
            new S3Access(CommandsOnS3Test::moto, Map.of("AWS_ENDPOINT_URL", address())),
            new ByteArrayInputStream(new byte[0]),
            print,
            print,
            false,
            false);
    int status = Treeline.run(world, command.replace("BUCKET", bucket).split(" ", -1));
    assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void capturesInABucketAreABaselineAndAWindow() throws IOException {
    run(
        Treeline.DONE,
        "baseline --captures s3://BUCKET/captures --endpoint toys --to 2026-01-06T00:00:00Z"
            + " --period PT1H --out b");
    for (String name : List.of("profile.json", "statistics.json", "constraints.json")) {
      put("baseline/" + name, Files.readAllBytes(scratch.resolve("b").resolve(name)));
    }

    String said =
        run(
            Treeline.DONE,
            "monitor --captures s3://BUCKET/captures --baseline s3://BUCKET/baseline"
                + " --reports s3://BUCKET/reports --endpoint toys --from 2026-01-06T00:00:00Z"
                + " --to 2026-01-07T00:00:00Z --fail-on-violation");

    assertThat(said)
        .contains("5,040 rows", "Reports: s3://" + bucket + "/reports/toys/drift/2026/01/07/00/");
    assertThat(text("reports/toys/drift/2026/01/07/00/report.json"))
        .contains("\"verdict\" : \"stable\"", "\"modelVersion\" : \"v1\"");

    run(
        Treeline.DONE,
        "baseline --from-window s3://BUCKET/reports/toys/drift/2026/01/07/00"
            + " --captures s3://BUCKET/captures --baseline s3://BUCKET/baseline --reason monday"
            + " --out b");
    assertThat(text("reports/toys/drift/audit.jsonl")).contains("monday");
  }

  @Test
  void bucketThatIsNotThereIsNamed() throws IOException {
    run(
        Treeline.DONE,
        "baseline --captures s3://BUCKET/captures --endpoint toys --period PT1H --out b");

    assertThat(
            run(
                Treeline.FAILED,
                "monitor --captures s3://BUCKET-none/captures --baseline b"
                    + " --reports s3://BUCKET/reports --endpoint toys"))
        .contains(bucket + "-none");
  }
}
