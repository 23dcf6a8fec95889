package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.report.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunEventTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:17:00Z");

  private static final Duration GRACE = Duration.ofMinutes(10);

  private static RunEvent event(String event) throws IOException {
    return RunEvent.of(new ObjectMapper().readTree(event), NOW, GRACE);
  }

  private static RunEvent named(String from, String to) {
    return new RunEvent.Named(
        new Window(Instant.parse(from), Instant.parse(to)), OptionalLong.empty());
  }

  @Test
  void scheduleNamesItsTimeAndItsPeriod() throws IOException {
    assertThat(event(Files.readString(Path.of("events/schedule.json"))))
        .isEqualTo(new RunEvent.Due(Duration.ofDays(1), Instant.parse("2026-02-01T00:30:00Z")));
  }

  @Test
  void namedWindowIsTakenAsTyped() throws IOException {
    assertThat(event("{\"from\":\"2026-01-01T00:10:00Z\",\"to\":\"2026-01-01T00:20:00Z\"}"))
        .isEqualTo(named("2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z"));
    assertThat(event("{\"from\":\"2026-01-01T00:10:00Z\"}"))
        .isInstanceOfSatisfying(
            RunEvent.Named.class, named -> assertThat(named.window().hasTo()).isFalse());
  }

  @Test
  void windowOfALengthEndsNowLessTheGracePeriod() throws IOException {
    assertThat(event("{\"window\":\"PT1H\"}"))
        .isEqualTo(named("2026-03-01T09:07:00Z", "2026-03-01T10:07:00Z"));
    assertThatThrownBy(() -> event("{\"window\":\"PT1H\",\"to\":\"2026-01-01T00:20:00Z\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event $.window: found \"PT1H\" beside from or to, expected one way");
  }

  @Test
  void emptyEventIsAnHourByTheClock() throws IOException {
    assertThat(event("{}")).isEqualTo(new RunEvent.Due(Duration.ofHours(1), NOW));
  }

  @Test
  void ruleEventIsReadByItsTime() throws IOException {
    assertThat(event("{\"source\":\"aws.events\",\"time\":\"2026-01-05T03:00:10Z\"}"))
        .isEqualTo(new RunEvent.Due(Duration.ofHours(1), Instant.parse("2026-01-05T03:00:10Z")));
  }

  @Test
  void unreadableFieldIsNamedWithWhatItHeld() {
    assertThatThrownBy(() -> event("{\"from\":\"yesterday\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "event $.from: found \"yesterday\", expected a time such as 2026-01-31T13:00:00Z");
    assertThatThrownBy(() -> event("{\"period\":\"-PT1H\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$.period: found \"-PT1H\"");
    assertThatThrownBy(() -> event("{\"scheduledTime\":[1],\"period\":\"daily\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$.period: found \"daily\"");
  }

  @Test
  void invocationsStandBesideAWindowAndNowhereElse() throws IOException {
    assertThat(event("{\"window\": \"PT1H\", \"invocations\": 5}"))
        .isInstanceOfSatisfying(
            RunEvent.Named.class, named -> assertThat(named.invocations()).hasValue(5));
    assertThatThrownBy(() -> event("{\"period\": \"PT1H\", \"invocations\": 5}"))
        .hasMessageStartingWith("event $.invocations: found 5 without a window");
    for (String wrong : List.of("-1", "1.5", "\"many\"", "1e30", "[]")) {
      assertThatThrownBy(() -> event("{\"window\": \"PT1H\", \"invocations\": " + wrong + "}"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a whole number, 0 or more");
    }
  }
}
