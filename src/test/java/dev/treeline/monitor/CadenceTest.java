package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.report.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
  @ParameterizedTest
  @CsvSource({
    "P1D,  PT30M, 2026-02-01T00:30:00Z, 2026-02-01T00:00:00Z",
    "P1D,  PT30M, 2026-02-01T00:29:59Z, 2026-01-31T00:00:00Z",
    "PT1H, PT10M, 2026-02-01T11:20:00Z, 2026-02-01T11:00:00Z",
    "PT1H, PT10M, 2026-02-01T11:05:00Z, 2026-02-01T10:00:00Z",
    "PT1H, PT70M, 2026-02-01T11:05:00Z, 2026-02-01T09:00:00Z",
    "PT5M, PT0S,  2026-02-01T00:08:30Z, 2026-02-01T00:05:00Z",
    "PT5M, PT10M, 2026-02-01T00:08:30Z, 2026-01-31T23:55:00Z",
  })
  void newestWindowEndsOnTheGridAndAGracePeriodAgo(
      Duration period, Duration grace, Instant at, Instant end) {
    assertThat(new Cadence(period, grace).newest(at)).isEqualTo(end);
  }

  @Test
  void windowIsDueOnlyAfterItsEndAndTheGracePeriod() {
    Cadence hourly = new Cadence(Duration.ofHours(1), Duration.ofMinutes(10));
    Instant mark = Instant.parse("2026-02-01T10:00:00Z");

    assertThat(hourly.due(mark, Instant.parse("2026-02-01T09:00:00Z"))).isZero();
    assertThat(hourly.due(mark, Instant.parse("2026-02-01T11:09:59Z"))).isZero();
    assertThat(hourly.due(mark, Instant.parse("2026-02-01T11:10:00Z"))).isOne();
    assertThat(hourly.due(mark, Instant.parse("2026-02-01T15:09:59Z"))).isEqualTo(4);
    assertThat(hourly.next(mark)).isEqualTo(Instant.parse("2026-02-01T11:10:00Z"));
  }

  @Test
  void latestWindowEndsNowLessTheGracePeriodToTheSecond() {
    assertThat(
            new Cadence(Duration.ofMinutes(5), Duration.ofSeconds(2))
                .latest(Instant.parse("2026-02-01T10:00:01.700Z")))
        .isEqualTo(
            new Window(
                Instant.parse("2026-02-01T09:54:59Z"), Instant.parse("2026-02-01T09:59:59Z")));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT0S", "-PT1H, PT0S", "PT0.5S, PT0S", "P367D, PT0S", "PT1H, -PT1S"})
  void periodOfNoLengthAndOneOfYearsAreRefused(Duration period, Duration grace) {
    assertThatThrownBy(() -> new Cadence(period, grace))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from a second (PT1S) to a year (P366D)");
  }
}
