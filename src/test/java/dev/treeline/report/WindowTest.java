package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Instant ONE = Instant.parse("2026-01-31T13:00:00Z");
  private static final Instant TWO = Instant.parse("2026-01-31T14:00:00Z");

  @Test
  void firstInstantIsInsideAndLastIsNot() {
    Window window = new Window(ONE, TWO);

    assertThat(window.contains(ONE)).isTrue();
    assertThat(window.contains(TWO.minusNanos(1))).isTrue();
    assertThat(window.contains(TWO)).isFalse();
    assertThat(window.contains(ONE.minusNanos(1))).isFalse();
  }

  @Test
  void absentEndIsOpen() {
    assertThat(Window.between(null, null)).isEqualTo(Window.EVERYTHING);
    assertThat(Window.between(ONE, null).contains(Instant.parse("+100000-01-01T00:00:00Z")))
        .isTrue();
    assertThat(Window.between(null, ONE).hasFrom()).isFalse();
  }

  @Test
  void emptyWindowIsRefusedWithBothEnds() {
    assertThatThrownBy(() -> new Window(ONE, ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 2026-01-31T13:00:00Z and to 2026-01-31T13:00:00Z");
  }
}
