package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.report.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunEventTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:17:00Z");

  private static Window window(String event) throws IOException {
    return RunEvent.window(new ObjectMapper().readTree(event), NOW);
  }

  private static Window between(String from, String to) {
    return new Window(Instant.parse(from), Instant.parse(to));
  }

  @Test
  void scheduledDayEndsAtTheLastFullHour() throws IOException {
    assertThat(window(Files.readString(Path.of("events/schedule.json"))))
        .isEqualTo(between("2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z"));
  }

  @Test
  void shortPeriodEndsAtItsOwnMultiple() throws IOException {
    assertThat(window("{\"scheduledTime\":\"2026-02-01T00:08:30Z\",\"period\":\"PT5M\"}"))
        .isEqualTo(between("2026-02-01T00:00:00Z", "2026-02-01T00:05:00Z"));
  }

  @Test
  void typedWindowIsTakenAsTyped() throws IOException {
    assertThat(window("{\"from\":\"2026-01-01T00:10:00Z\",\"to\":\"2026-01-01T00:20:00Z\"}"))
        .isEqualTo(between("2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z"));
    assertThat(window("{\"from\":\"2026-01-01T00:10:00Z\"}").hasTo()).isFalse();
  }

  @Test
  void emptyEventIsTheLastFullHourOfTheClock() throws IOException {
    assertThat(window("{}")).isEqualTo(between("2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z"));
  }

  @Test
  void ruleEventIsReadByItsTime() throws IOException {
    assertThat(window("{\"source\":\"aws.events\",\"time\":\"2026-01-05T03:00:10Z\"}"))
        .isEqualTo(between("2026-01-05T02:00:00Z", "2026-01-05T03:00:00Z"));
  }

  @Test
  void unreadableFieldIsNamedWithWhatItHeld() {
    assertThatThrownBy(() -> window("{\"from\":\"yesterday\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "event $.from: found \"yesterday\", expected a time such as 2026-01-31T13:00:00Z");
    assertThatThrownBy(() -> window("{\"period\":\"-PT1H\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$.period: found \"-PT1H\"");
    assertThatThrownBy(() -> window("{\"scheduledTime\":[1],\"period\":\"daily\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$.period: found \"daily\"");
  }
}
