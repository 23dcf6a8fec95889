package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Instant now = TestWorld.NOW;

  @Test
  void saysThePartTheRateAndTheTimeLeft() {
    Progress progress = progress(true);
    progress.expect(4000);
    read(progress, 1000, 50_000, 10_000);

    assertThat(drawn())
        .isEqualTo("\r 25 % [======                  ] 50,000 rows, 5,000 a second, 0:30 left");
  }

  @Test
  void withoutASizeSaysTheRateAlone() {
    Progress progress = progress(true);
    read(progress, 1000, 3, 1000);

    assertThat(drawn()).isEqualTo("\r3 rows, 3 a second");
  }

  @Test
  void isWipedOutInTheEnd() {
    Progress progress = progress(true);
    read(progress, 1000, 3, 1000);
    progress.wipe();
    progress.wipe();

    assertThat(drawn()).endsWith("\r" + " ".repeat(18) + "\r");
  }

  @Test
  void isDrawnAtMostFiveTimesASecond() {
    Progress progress = progress(true);
    for (int i = 0; i < 1000; i++) {
      read(progress, 1, 1, 1);
    }

    assertThat(drawn().chars().filter(c -> c == '\r')).hasSize(5);
  }

  @Test
  void hoursAreSaid() {
    Progress progress = progress(true);
    progress.expect(1_000_000);
    read(progress, 1000, 1, 10_000);

    assertThat(drawn()).endsWith("2:46:30 left");
  }

  @Test
  void nothingIsDrawnWhereNobodyLooks() {
    Progress progress = progress(false);
    read(progress, 1000, 3, 10_000);
    progress.wipe();

    assertThat(drawn()).isEmpty();
  }

  private Progress progress(boolean watched) {
    return new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), () -> now, watched);
  }

  private void read(Progress progress, int bytes, int rows, int millis) {
    for (int i = 0; i < rows; i++) {
      progress.row();
    }
    now = now.plusMillis(millis);
    progress.bytes(bytes);
  }

  private String drawn() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
