package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.treeline.report.Window;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of CloudWatch's answers, whatever they are. That the question itself is understood,
/// moto says.
class CloudWatchOfferedTest {
  private static final Window DAY = window("2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z");

  private final List<String> asked = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int status = 200;
  private String answer = "";
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "nobody");
    System.setProperty("aws.secretAccessKey", "nothing");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    List.of("aws.region", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Window window(String from, String to) {
    return new Window(Instant.parse(from), Instant.parse(to));
  }

  private CloudWatchOffered offered() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return new CloudWatchOffered(
        new CloudWatch(Map.of("AWS_ENDPOINT_URL_CLOUDWATCH", address)),
        Settings.from(Map.of("TREELINE_ENDPOINT", "toys"), Path.of(""), Job.LOCAL),
        problems::add);
  }

  @Test
  void hoursAreSummed() {
    answer = "{\"Datapoints\": [{\"Sum\": 700.0, \"Unit\": \"Count\"}, {\"Sum\": 300.0}]}";
    assertThat(offered().during(DAY)).isEqualTo(OptionalLong.of(1000));
    assertThat(asked)
        .containsExactly(
            "{\"Namespace\":\"Treeline\",\"MetricName\":\"CaptureOffered\","
                + "\"StartTime\":1769817600,\"EndTime\":1769904000,\"Period\":3600,"
                + "\"Dimensions\":[{\"Name\":\"Endpoint\",\"Value\":\"toys\"},"
                + "{\"Name\":\"Variant\",\"Value\":\"AllTraffic\"}],"
                + "\"Statistics\":[\"Sum\"]}");
    assertThat(problems).isEmpty();
  }

  @Test
  void windowWithoutAnyValueIsNotKnown() {
    answer = "{\"Label\": \"CaptureOffered\", \"Datapoints\": []}";
    assertThat(offered().during(DAY)).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void refusalIsToldOnceAndNotAskedAgain() {
    status = 403;
    answer = "{\"__type\": \"AccessDenied\"}";
    CloudWatchOffered offered = offered();
    assertThat(offered.during(DAY)).isEmpty();
    assertThat(offered.during(DAY)).isEmpty();
    assertThat(asked).hasSize(1);
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("GetMetricStatistics", "found status 403", "AccessDenied");
  }

  @Test
  void whatIsNoAnswerIsAProblemAndNoNumber() {
    for (String bad :
        List.of("<html>", "{\"Datapoints\": [{\"Sum\": -1}]}", "{\"Datapoints\": [{}]}")) {
      answer = bad;
      problems.clear();
      assertThat(offered().during(DAY)).isEmpty();
      assertThat(problems).hasSize(1);
    }
  }

  @Test
  void serverThatIsNotThereIsAProblem() {
    CloudWatchOffered offered = offered();
    server.stop(0);
    assertThat(offered.during(DAY)).isEmpty();
    assertThat(problems).singleElement().asString().contains("GetMetricStatistics");
  }

  @Test
  void periodIsTheLongestThatDividesTheWindow() {
    assertThat(period("2026-01-31T05:00:00Z", "2026-01-31T06:00:00Z")).hasValue(3600);
    assertThat(period("2026-01-31T05:05:00Z", "2026-01-31T06:00:00Z")).hasValue(300);
    assertThat(period("2026-01-31T05:01:00Z", "2026-01-31T06:00:00Z")).hasValue(60);
    assertThat(period("2026-01-31T05:00:01Z", "2026-01-31T06:00:00Z")).isEmpty();
    assertThat(period("2026-01-31T05:00:00.5Z", "2026-01-31T06:00:00Z")).isEmpty();
    // 1441 minutes; by hours it would be a few.
    assertThat(period("2026-01-30T00:00:00Z", "2026-01-31T00:01:00Z")).isEmpty();
    assertThat(CloudWatchOffered.period(Window.EVERYTHING)).isEmpty();
  }

  private static OptionalInt period(String from, String to) {
    return CloudWatchOffered.period(window(from, to));
  }
}
