package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.report.Window;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureKeysTest {
  private static final CaptureKeys ONE_HOUR =
      keys(
          new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T01:00:00Z")));

  private static CaptureKeys keys(Window window) {
    return new CaptureKeys("iris", "AllTraffic", window);
  }

  @Test
  void hoursBesideTheWindowAreListedToo() {
    assertThat(ONE_HOUR.prefixes())
        .containsExactly(
            "iris/AllTraffic/2025/12/31/23/",
            "iris/AllTraffic/2026/01/01/00/",
            "iris/AllTraffic/2026/01/01/01/");
  }

  @Test
  void windowInsideAnHourListsThatHourAndItsNeighbours() {
    CaptureKeys keys =
        keys(
            new Window(
                Instant.parse("2026-01-01T05:20:00Z"), Instant.parse("2026-01-01T05:25:00Z")));

    assertThat(keys.prefixes()).hasSize(3).allMatch(p -> p.matches(".*/0[456]/"));
  }

  @Test
  void wholeDaysAreListedAsDays() {
    CaptureKeys keys =
        keys(
            new Window(
                Instant.parse("2025-12-30T22:00:00Z"), Instant.parse("2026-01-02T01:00:00Z")));

    assertThat(keys.prefixes())
        .containsExactly(
            "iris/AllTraffic/2025/12/30/21/",
            "iris/AllTraffic/2025/12/30/22/",
            "iris/AllTraffic/2025/12/30/23/",
            "iris/AllTraffic/2025/12/31/",
            "iris/AllTraffic/2026/01/01/",
            "iris/AllTraffic/2026/01/02/00/",
            "iris/AllTraffic/2026/01/02/01/");
  }

  @Test
  void openOrVeryLongWindowListsTheWholeVariant() {
    assertThat(keys(Window.EVERYTHING).prefixes()).containsExactly("iris/AllTraffic/");
    assertThat(
            keys(new Window(
                    Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z")))
                .prefixes())
        .containsExactly("iris/AllTraffic/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iris/AllTraffic/2025/12/31/23/59-59-999-a.jsonl",
        "iris/AllTraffic/2026/01/01/00/stream-1-2026-uuid",
        "iris/AllTraffic/2026/01/01/01/a.gz",
        "2026/01/01/00/a.jsonl",
        "AllTraffic/2026/01/01/00/a.jsonl",
        "a.jsonl",
        "some/folder/a.jsonl",
        "iris/AllTraffic/2026/13/45/99/a.jsonl"
      })
  void fileThatMayHoldLinesOfTheWindowIsRead(String key) {
    assertThat(ONE_HOUR.mayHold(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iris/AllTraffic/2025/12/31/21/a.jsonl",
        "iris/AllTraffic/2026/01/01/02/a.jsonl",
        "abalone/AllTraffic/2026/01/01/00/a.jsonl",
        "iris/Canary/2026/01/01/00/a.jsonl",
        "iris/AllTraffic/2026/01/01/00/.hidden",
        "iris/AllTraffic/2026/01/01/00/_SUCCESS",
        "iris/AllTraffic/2026/01/01/00/"
      })
  void fileThatCannotIsLeftOut(String key) {
    assertThat(ONE_HOUR.mayHold(key)).isFalse();
  }

  @Test
  void openWindowReadsEveryHour() {
    assertThat(keys(Window.EVERYTHING).mayHold("iris/AllTraffic/1999/01/01/00/a")).isTrue();
  }
}
