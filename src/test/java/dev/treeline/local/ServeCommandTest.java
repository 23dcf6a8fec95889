package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.store.S3Access;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class ServeCommandTest {
  @TempDir Path scratch;

  @Test
  @Timeout(120)
  void scoresCapturesAndReportsUntilItIsStopped() throws Exception {
    PipedOutputStream out = new PipedOutputStream();
    BufferedReader printed =
        new BufferedReader(
            new InputStreamReader(new PipedInputStream(out), StandardCharsets.UTF_8));
    World world =
        new World(
            Map.of(),
            Path.of("").toAbsolutePath(),
            scratch,
            InstantSource.system(),
            () -> "request",
            new S3Access(() -> S3Client.builder(), Map.of()),
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            TestWorld.nowhere(),
            false,
            false);
    Thread serving =
        Thread.ofPlatform()
            .start(
                () ->
                    Treeline.run(
                        world, "serve", "--port", "0", "--data", "d", "--monitor-every", "PT1S"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      String ready = printed.readLine();
      Matcher address = Pattern.compile("http://localhost:(\\d+)/invocations").matcher(ready);
      assertThat(address.find()).as(ready).isTrue();
      String root = "http://127.0.0.1:" + address.group(1);

      HttpResponse<String> reply =
          client.send(
              HttpRequest.newBuilder(URI.create(root + "/invocations"))
                  .header("Content-Type", "text/csv")
                  .POST(HttpRequest.BodyPublishers.ofString("3.5,1.2,5.3,1.8"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      assertThat(reply.body().strip().split(",", -1)).hasSize(3);

      assertThat(page(client, root + "/reports/latest")).contains("<!doctype html>");
      assertThat(scratch.resolve("d/capture/treeline/AllTraffic")).isDirectory();
    } finally {
      serving.interrupt();
      serving.join(Duration.ofSeconds(30));
    }
    assertThat(serving.isAlive()).isFalse();
  }

  private static String page(HttpClient client, String address) throws Exception {
    while (true) {
      HttpResponse<String> page =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (page.statusCode() == 200) {
        return page.body();
      }
      Thread.sleep(100);
    }
  }
}
