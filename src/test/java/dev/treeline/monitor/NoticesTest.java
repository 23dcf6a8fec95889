package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.capture.CaptureLine;
import dev.treeline.report.ProfileFile;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the function tells people, and how often.
class NoticesTest {
  private static final String HOUR = "toys/AllTraffic/2026/01/31/10/";
  private static final String SAME_HOUR =
      "{\"from\": \"2026-01-31T10:00:00Z\", \"to\": \"2026-01-31T11:00:00Z\"}";

  @TempDir Path root;
  private Traffic traffic;
  private final List<String> subjects = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private boolean isDown;

  @BeforeEach
  void makeBaseline() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
  }

  private void send(String subject, String message) throws IOException {
    if (isDown) {
      throw new IOException("topic: out of reach");
    }
    subjects.add(subject);
    messages.add(message);
  }

  private void run(String form) throws IOException {
    Settings settings =
        Settings.from(
            Map.of(
                "TREELINE_ENDPOINT", "toys",
                "TREELINE_NOTIFY", form,
                "TREELINE_CAPTURE_URI", root.resolve("captures").toString(),
                "TREELINE_BASELINE", root.resolve("baseline").toString(),
                "TREELINE_REPORTS", root.resolve("reports").toString()),
            root,
            Job.MONITOR);
    new MonitorHandler(
            settings,
            traffic.monitor(),
            InstantSource.fixed(Instant.parse("2026-01-31T11:20:00Z")),
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            Optional.of(this::send))
        .handleRequest(
            new ByteArrayInputStream(SAME_HOUR.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            new Invocation("request-1", () -> 900_000));
  }

  private void run() throws IOException {
    run("text");
  }

  private void capture(double shift) throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Traffic.Row row = traffic.row();
      lines.add(
          traffic.csv(
              FROM.plusSeconds(i),
              new Traffic.Row(row.size(), row.weight() + shift, row.colour(), row.score())));
    }
    traffic.capture(HOUR + "a.jsonl", lines);
  }

  @Test
  void quietWindowTellsNobody() throws IOException {
    capture(0);

    run();

    assertThat(messages).isEmpty();
    assertThat(root.resolve("reports/toys/drift/notified.jsonl")).doesNotExist();
  }

  @Test
  void violationIsToldOnceHoweverOftenTheWindowIsRun() throws IOException {
    capture(2);

    run();
    run();

    assertThat(subjects)
        .singleElement()
        .satisfies(subject -> assertThat(subject).startsWith("toys: Drifted: 1 of 3 features"));
    assertThat(messages.getFirst())
        .contains("weight at ", "2026-01-31 10:00 to 2026-01-31 11:00 UTC")
        .endsWith("Report: " + root.resolve("reports/toys/drift/2026/01/31/11/report.html"));
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("NotificationFailed");
  }

  @Test
  void windowThatComesToSomethingElseIsToldAgain() throws IOException {
    capture(2);
    run();
    capture(0);
    run();
    capture(2);

    run();

    assertThat(messages).hasSize(2);
  }

  @Test
  void messageForSlackIsChatbotsJson() throws IOException {
    capture(2);

    run("slack");

    assertThat(messages.getFirst())
        .startsWith("{\"version\":\"1.0\",\"source\":\"custom\",\"content\":{");
  }

  @Test
  void messageThatCannotBeSentFailsNoRunAndIsSentByTheNext() throws IOException {
    capture(2);
    isDown = true;

    run();

    assertThat(root.resolve("reports/toys/drift/2026/01/31/11/report.json")).exists();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("\"NotificationFailed\":1.0", "topic: out of reach");
    isDown = false;
    run();
    assertThat(messages).hasSize(1);
  }

  @Test
  void baselineThatCannotBeReadIsToldOnceUntilAWindowIsJudged() throws IOException {
    capture(0);
    traffic.writeBaseline(ProfileFile.NAME, "{\"version\": 1, \"secret\": \"ann@example.com\"}");
    assertThatThrownBy(this::run).hasMessageContaining("found 1");
    assertThatThrownBy(this::run).hasMessageContaining("found 1");
    assertThat(subjects).containsExactly("toys: the monitor failed");
    assertThat(messages.getFirst())
        .isEqualTo(
            "toys: the monitor failed. Schedule drift: baseline "
                + root.resolve("baseline")
                + ": profile.json $.version. Nothing was judged; the log says what was found and"
                + " what to do.");

    traffic.writeBaseline();
    run();
    assertThat(messages).hasSize(1);
    traffic.writeBaseline(ProfileFile.NAME, "{\"version\": 1}");
    assertThatThrownBy(this::run).hasMessageContaining("found 1");
    assertThat(messages).hasSize(2);
  }

  @Test
  void windowOfWhichNothingCanBeReadIsToldOnce() throws IOException {
    traffic.capture(
        HOUR + "a.jsonl",
        List.of(traffic.line(FROM, side("text/csv", "1"), side("text/csv", "1"))));

    run();
    run();

    assertThat(messages)
        .singleElement()
        .satisfies(message -> assertThat(message).contains("not one captured line of the window"));
  }

  @Test
  void damagedMemoryCostsAMessageTooManyAndNothingElse() throws IOException {
    capture(2);
    run();
    new dev.treeline.store.FolderStore(root.resolve("reports"))
        .put("toys/drift/notified.jsonl", "{oh\n".getBytes(StandardCharsets.UTF_8));

    run();
    run();

    assertThat(messages).hasSize(2);
  }
}
